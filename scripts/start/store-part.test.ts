import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UpstashStore } from '../../functions/store/upstash/store.ts';
import { groupLives } from '../processes/group-lives.ts';
import { lacksRedis, redisBinary, TOKEN } from '../redis/testing.ts';
import { bundle, mainFile } from './bundle.ts';
import { anyPorts } from './ports.ts';
import { storeSpec } from './specs.ts';
import { type Supervisor, supervise } from './supervisor.ts';

vi.setConfig({ testTimeout: 60_000 });
const SOON = 20_000;
const root = join(import.meta.dirname, '../..');
const options = { fence: 0, deadline: null, ttlMs: 3_600_000 };

async function storePart() {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-part-'));
	await bundle(root, ['store']);
	const [port = 0] = await anyPorts(1);
	const plan = { program: mainFile(root, 'store'), binary: await redisBinary(), folder: join(folder, 'redis') };
	const spec = storeSpec({ root, variables: process.env }, { ...plan, port, token: TOKEN });
	const said: string[] = [];
	const start = async (): Promise<Supervisor> => {
		const supervisor = supervise([[spec]], { logFolder: folder, say: (line) => said.push(line), onLine: () => {} });
		onTestFinished(supervisor.kill);
		await supervisor.start();
		return supervisor;
	};
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const url = `http://127.0.0.1:${port}`;
	const store = new UpstashStore({ url, token: TOKEN, prefix: 'x:', now: Date.now });
	const redisPid = async (): Promise<number> => {
		const response = await fetch(url, {
			method: 'POST',
			headers: { authorization: `Bearer ${TOKEN}` },
			body: '["INFO","server"]',
		});
		const { result } = await response.json();
		return Number(/process_id:(\d+)/.exec(result)?.[1]);
	};
	return { start, store, said, redisPid, log: () => readFile(join(folder, 'store.log'), 'utf8') };
}

describe.skipIf(lacksRedis())('the store of npm start', () => {
	test('comes back when it is killed, and has lost nothing', async () => {
		const { start, store, said } = await storePart();
		const supervisor = await start();
		expect(await store.save('k', '"kept"', 0, options)).toBe('saved');
		const first = supervisor.pids().get('store') ?? Number.NaN;
		process.kill(first, 'SIGKILL');
		await vi.waitFor(async () => expect(await store.load('k', { last: 0 })).toMatchObject({ value: '"kept"' }), SOON);
		expect(supervisor.pids().get('store')).not.toBe(first);
		expect(groupLives(first)).toBe(false);
		expect(said.join()).toContain('store ended: killed by SIGKILL');
		await supervisor.stop();
	});

	test('comes back when its redis-server is killed', async () => {
		const { start, store, said, redisPid } = await storePart();
		const supervisor = await start();
		const first = await redisPid();
		await store.save('k', '"kept"', 0, options);
		process.kill(first, 'SIGKILL');
		await vi.waitFor(async () => expect(await store.load('k', { last: 0 })).toMatchObject({ value: '"kept"' }), SOON);
		expect(await redisPid()).not.toBe(first);
		expect(said.join()).toMatch(/store ended: exit code 1\..*redis_server_ended/s);
		await supervisor.stop();
	});

	test('ends as a whole when it is asked to, and goes on where it was at the next start', async () => {
		const { start, store, said, log } = await storePart();
		const supervisor = await start();
		const pid = supervisor.pids().get('store') ?? Number.NaN;
		await store.save('k', '"kept"', 0, options);
		await supervisor.stop();
		expect(groupLives(pid)).toBe(false);
		expect(said).toEqual([]);
		expect(await log()).toContain('Redis is now ready to exit');
		const next = await start();
		expect(await store.load('k', { last: 0 })).toMatchObject({ value: '"kept"' });
		await next.stop();
	});
});
