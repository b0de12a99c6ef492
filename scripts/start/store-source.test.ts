import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createProgress } from '../install/progress.mjs';
import { lacksRedis, startTestServer } from '../redis/testing.ts';
import { localStore, storeElsewhere } from './store-source.ts';

const where = { program: '/store.mjs', port: 5000 };
let said: string[] = [];
let folder = '';
const progress = createProgress({ write: (text: string) => said.push(text) }, { live: false });

beforeEach(async () => {
	said = [];
	folder = await mkdtemp(join(tmpdir(), 'greenroom-store-'));
	onTestFinished(() => rm(folder, { recursive: true }));
});

const local = async (stateDir: string) => {
	await writeFile(join(folder, 'redis-server'), '');
	await chmod(join(folder, 'redis-server'), 0o755);
	const source = await localStore({ root: '/', variables: { PATH: folder } }, stateDir, progress);
	return source(where);
};

test('a redis-server on PATH is started, with another token each time', async () => {
	const [first, second] = [await local(folder), await local(folder)];
	expect(first.spec?.command.args).toEqual(['/store.mjs', join(folder, 'redis-server'), join(folder, 'redis'), '5000']);
	expect(first.access?.url).toBe('http://127.0.0.1:5000');
	expect(first.spec?.command.env['UPSTASH_REDIS_REST_TOKEN']).toBe(first.access?.token);
	expect(first.access?.token).toHaveLength(43);
	expect(second.access?.token).not.toBe(first.access?.token);
	expect(said).toEqual([]);
});

test('without one, what that means is said in one line', async () => {
	const source = await localStore({ root: '/', variables: { PATH: folder } }, folder, progress);
	expect(source(where)).toEqual({ access: null, spec: null });
	expect(said.join('')).toBe(
		'Conversations are in memory and go with the process: there is no redis-server on PATH.\n',
	);
});

test.skipIf(lacksRedis())('where another one works already, none is started', async () => {
	const other = await startTestServer(folder);
	onTestFinished(other.stop);
	expect(await local(folder)).toEqual({ access: null, spec: null });
	expect(said.join('')).toContain('another npm start keeps those of this clone');
});

test('a store elsewhere is used as it is, and named without its token', () => {
	const access = { url: 'https://eu1-x.upstash.io', token: 'a secret' };
	expect(storeElsewhere(access, progress)(where)).toEqual({ access, spec: null });
	expect(said.join('')).toBe('Conversations at eu1-x.upstash.io (UPSTASH_REDIS_REST_URL)\n');
});
