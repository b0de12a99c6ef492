import { readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startRedisServer, worksIn } from './server.ts';
import { lacksRedis, startTestServer } from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

async function started(stateDir?: string) {
	const { server, folder, stop } = await startTestServer(stateDir);
	onTestFinished(stop);
	return { server, folder };
}

describe.skipIf(lacksRedis())('a redis-server of our own', () => {
	test.each(['kill', 'stop'] as const)('has after a %s what it was told before', async (end) => {
		const { server, folder } = await started();
		await server.connection.send([['SET', 'k', 'v']]);
		await server[end]();
		expect(await worksIn(folder)).toBe(false);
		const next = await started(dirname(folder));
		expect(await next.server.connection.send([['GET', 'k']])).toEqual([Buffer.from('v')]);
	});

	test('is reached by its owner alone, and has no port', async () => {
		const { server, folder } = await started();
		expect((await stat(folder)).mode & 0o777).toBe(0o700);
		expect(await readdir(folder)).toContain('redis.sock');
		const [port] = await server.connection.send([['CONFIG', 'GET', 'port']]);
		expect(port).toEqual([Buffer.from('port'), Buffer.from('0')]);
	});

	test('is the only one in its folder', async () => {
		const { server, folder } = await started();
		expect(await worksIn(folder)).toBe(true);
		await expect(started(dirname(folder))).rejects.toThrow(`Another redis-server works in ${folder}.`);
		expect(await server.connection.send([['PING']])).toEqual([{ status: 'PONG' }]);
	});

	test('says how it ended, and its connection breaks', async () => {
		const { server } = await started();
		process.kill(server.pid, 'SIGKILL');
		expect(await server.ended).toBe('killed by SIGKILL');
		await vi.waitFor(() => expect(server.connection.send([['PING']])).rejects.toThrow('broken'), 20_000);
	});

	test('that cannot start says why', async () => {
		const { folder } = await started();
		const other = { folder: `${folder}/other`, onLine: () => {}, ownGroup: true };
		await expect(startRedisServer({ ...other, binary: '/bin/false' })).rejects.toThrow('exit code 1');
		await expect(startRedisServer({ ...other, binary: '/no/such' })).rejects.toThrow('ENOENT');
	});
});
