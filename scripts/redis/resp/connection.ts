/**
 * One connection to Redis. Commands go out in the order in which they are given, and those of one call in a row, so that
 * nobody else's come between a MULTI and its EXEC.
 *
 * @module
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { parseReply } from './parse.ts';
import { encodeCommand, type Reply } from './reply.ts';

export interface Connection {
	/** @throws Error when the connection breaks before all replies are there */
	send(commands: readonly (readonly string[])[]): Promise<readonly Reply[]>;
	close(): void;
}

interface Waiting {
	readonly resolve: (reply: Reply) => void;
	readonly reject: (error: Error) => void;
}

/**
 * @param socketPath of a unix socket
 * @throws Error when nobody listens there
 */
export async function connectRedis(socketPath: string): Promise<Connection> {
	const socket = connect(socketPath);
	await once(socket, 'connect');
	const waiting: Waiting[] = [];
	let unread: Buffer = Buffer.alloc(0);

	socket.on('data', (chunk: Buffer) => {
		unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
		let begin = 0;
		try {
			for (let parsed = parseReply(unread, 0); parsed !== null; parsed = parseReply(unread, begin)) {
				begin = parsed.end;
				waiting.shift()?.resolve(parsed.reply);
			}
		} catch (error) {
			socket.destroy(error instanceof Error ? error : undefined);
		}
		unread = unread.subarray(begin);
	});
	// Whatever has happened to it, `close` comes after it.
	socket.on('error', () => {});
	socket.on('close', () => {
		for (const { reject } of waiting.splice(0)) reject(new Error('the connection to Redis is broken'));
	});

	return {
		send: (commands) => {
			if (socket.destroyed) return Promise.reject(new Error('the connection to Redis is broken'));
			const replies = commands.map(
				() => new Promise<Reply>((resolve, reject) => void waiting.push({ resolve, reject })),
			);
			socket.write(Buffer.concat(commands.map(encodeCommand)));
			return Promise.all(replies);
		},
		close: () => void socket.destroy(),
	};
}
