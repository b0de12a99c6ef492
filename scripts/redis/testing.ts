/**
 * A Redis with the bridge before it, for tests: empty, with a clock that can be moved.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onPath } from '../livekit/server.ts';
import { startGuard } from '../processes/guard.ts';
import { missingParts } from '../test/missing-parts.ts';
import { type Bridge, startBridge } from './bridge.ts';
import type { Connection } from './resp/connection.ts';
import { type RedisServer, startRedisServer } from './server.ts';

/** Skipped, and counted, where there is no redis-server. */
export const lacksRedis = (): boolean => missingParts().includes('redis-server');

export const TOKEN = 'a token of tests';

export interface TestRedis {
	readonly connection: Connection;
	readonly bridge: Bridge;
	/** What it keeps for a limited time has so much less of it left. */
	age(ms: number): Promise<void>;
	/** Forgets everything. */
	clear(): Promise<void>;
	stop(): Promise<void>;
}

const AGE = `for _, key in ipairs(redis.call('KEYS', '*')) do
	local left = redis.call('PTTL', key)
	if left >= 0 then redis.call('PEXPIRE', key, string.format('%.0f', left - ARGV[1])) end
end`;

export async function startTestRedis(): Promise<TestRedis> {
	const { server, stop } = await startTestServer();
	const { connection } = server;
	const bridge = await startBridge({ connection, token: TOKEN, port: 0 });
	return {
		connection,
		bridge,
		age: async (ms) => void (await connection.send([['EVAL', AGE, '0', String(ms)]])),
		clear: async () => void (await connection.send([['FLUSHALL']])),
		stop: async () => {
			await bridge.close();
			await stop();
		},
	};
}

/**
 * Not outlived by the runner of the tests.
 *
 * @param stateDir gets the folder `redis`; by default it is a new one, which is removed in the end
 */
export async function startTestServer(
	stateDir?: string,
): Promise<{ server: RedisServer; folder: string; stop(): Promise<void> }> {
	const folder = join(stateDir ?? (await mkdtemp(join(tmpdir(), 'greenroom-redis-'))), 'redis');
	const server = await startRedisServer({ binary: await redisBinary(), folder, onLine: () => {}, ownGroup: true });
	const guard = startGuard();
	guard.watch(server.pid);
	return {
		server,
		folder,
		stop: async () => {
			await server.kill();
			guard.release(server.pid);
			await guard.close();
			if (stateDir === undefined) await rm(dirname(folder), { recursive: true, force: true });
		},
	};
}

export async function redisBinary(): Promise<string> {
	const found = await onPath('redis-server', process.env['PATH']);
	if (found === null) throw new Error('There is no redis-server on PATH.');
	return found;
}
