/**
 * A redis-server of our own: in a folder of its owner, on a unix socket in it, so that no port is open and no password is
 * needed. It keeps what it was told on disk.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { sayExit } from '../processes/run-command.ts';
import { type Connection, connectRedis } from './resp/connection.ts';
import { isStatus } from './resp/reply.ts';

export interface RedisServer {
	readonly pid: number;
	readonly connection: Connection;
	/** Resolves when it has ended, whoever ended it, with how. */
	readonly ended: Promise<string>;
	/** Ends it after it has written down what it was told. */
	stop(): Promise<void>;
	/** Ends it at once. */
	kill(): Promise<void>;
}

interface Options {
	readonly binary: string;
	readonly folder: string;
	/** Gets each line that it writes. */
	readonly onLine: (line: string) => void;
	/** Whether it leads a process group, to be guarded as one; else it is of ours. */
	readonly ownGroup: boolean;
}

const POLL_MS = 5;
const SOCKET = 'redis.sock';

/** Names of sockets have 103 bytes at most: the shorter of two ways to say the same. */
function socketIn(folder: string): string {
	const absolute = join(folder, SOCKET);
	const fromHere = relative(process.cwd(), absolute);
	return fromHere.length < absolute.length ? fromHere : absolute;
}

/** Whether a redis-server works in the folder: a second one would spoil its files. */
export async function worksIn(folder: string): Promise<boolean> {
	const connection = await connectRedis(socketIn(folder)).catch(() => null);
	connection?.close();
	return connection !== null;
}

/**
 * Starts one. Resolves when it has read what is on disk and answers.
 *
 * @throws Error when another one works in the folder, or when it ends instead
 */
export async function startRedisServer({ binary, folder, onLine, ownGroup }: Options): Promise<RedisServer> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	// The mode above is for a new folder; this one may have been there.
	await chmod(folder, 0o700);
	if (await worksIn(folder)) throw new Error(`Another redis-server works in ${folder}.`);
	const child = spawn(binary, [...flags(folder)], {
		stdio: ['ignore', 'pipe', 'inherit'],
		detached: ownGroup,
		// Lua compares names as the locale does.
		env: { PATH: process.env['PATH'], LC_ALL: 'C' },
	});
	createInterface({ input: child.stdout }).on('line', onLine);
	const ended = endOf(child);
	const connection = await answering(socketIn(folder), ended);
	return {
		// What answers has been started.
		pid: child.pid ?? Number.NaN,
		connection,
		ended,
		stop: async () => {
			// It looks for signals ten times a second, and for commands all the time. The answer is the broken connection.
			await connection.send([['SHUTDOWN']]).catch(() => {});
			await ended;
		},
		kill: async () => {
			child.kill('SIGKILL');
			await ended;
		},
	};
}

const flags = (folder: string): readonly string[] =>
	Object.entries({
		dir: folder,
		port: '0',
		bind: '127.0.0.1',
		'protected-mode': 'yes',
		// Relative: it has gone to its folder before it listens.
		unixsocket: SOCKET,
		unixsocketperm: '700',
		appendonly: 'yes',
		appendfsync: 'everysec',
		save: '',
		databases: '1',
		loglevel: 'warning',
	}).flatMap(([name, value]) => [`--${name}`, value]);

async function endOf(child: ChildProcess): Promise<string> {
	try {
		const [code, signal] = await once(child, 'exit');
		return sayExit(signal === null ? { kind: 'code', code } : { kind: 'signal', signal });
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

async function answering(socketPath: string, ended: Promise<string>): Promise<Connection> {
	let failure: string | null = null;
	void ended.then((how) => {
		failure = how;
	});
	for (;;) {
		const connection = await connectRedis(socketPath).catch(() => null);
		// While it reads its files it answers LOADING.
		const [pong = null] = (await connection?.send([['PING']]).catch(() => [])) ?? [];
		if (connection !== null && isStatus(pong)) return connection;
		connection?.close();
		if (failure !== null) throw new Error(`redis-server ended before it was ready: ${failure}`);
		await wait(POLL_MS);
	}
}
