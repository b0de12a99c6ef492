import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRunning, variablesOf, writeRunning } from './running-file.ts';

async function stateFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-running-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	return folder;
}
const running = { pid: process.pid, url: 'http://localhost:3000', variables: { STAGE: 'dev-1' } };

test('it is there as long as something runs, and only its owner can read it', async () => {
	const folder = await stateFolder();
	expect(await readRunning(folder)).toBe('none');
	await writeFile(join(folder, 'running.json'), '{');
	await chmod(join(folder, 'running.json'), 0o644);
	const remove = await writeRunning(folder, running);
	expect(await readRunning(folder)).toEqual(running);
	expect((await stat(join(folder, 'running.json'))).mode & 0o777).toBe(0o600);
	await remove();
	expect(await readdir(folder)).toEqual([]);
	await remove();
});

test('what a killed start has left is stale', async () => {
	const folder = await stateFolder();
	await writeRunning(folder, running);
	expect(await readRunning(folder, () => false)).toBe('stale');
	// No process has it, by the system's own word.
	await writeRunning(folder, { ...running, pid: 2 ** 30 });
	expect(await readRunning(folder)).toBe('stale');
});

test('a start that ends leaves the file of the next one', async () => {
	const folder = await stateFolder();
	const remove = await writeRunning(folder, running);
	const next = { ...running, pid: process.ppid };
	await writeRunning(folder, next);
	await remove();
	expect(await readRunning(folder)).toEqual(next);
});

test.each(['', '{', '{"pid":"1","url":"x","variables":{}}', 'null'])(
	'a file that holds %j says nothing',
	async (text) => {
		const folder = await stateFolder();
		await writeFile(join(folder, 'running.json'), text);
		expect(await readRunning(folder)).toBe('none');
	},
);

test('it says what the environment of another deployment would say, and nothing else', () => {
	const started = {
		apiUrl: 'http://127.0.0.1:3000',
		livekit: { url: 'ws://127.0.0.1:7880', apiKey: 'key', apiSecret: 'secret' },
		opsToken: 'token',
		variables: { STAGE: 'dev-1', AGENT_NAME: 'x', OPENAI_API_KEY: 'private', LIVEKIT_API_SECRET: 'of the shell' },
	};
	const always = {
		...{ GREENROOM_API_URL: 'http://127.0.0.1:3000', OPS_TOKEN: 'token', STAGE: 'dev-1', AGENT_NAME: 'x' },
		...{ LIVEKIT_URL: 'ws://127.0.0.1:7880', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' },
	};
	expect(variablesOf({ ...started, store: null })).toEqual(always);
	const store = { url: 'http://127.0.0.1:5000', token: 't' };
	expect(variablesOf({ ...started, store })).toEqual({
		...always,
		UPSTASH_REDIS_REST_URL: store.url,
		UPSTASH_REDIS_REST_TOKEN: store.token,
	});
});
