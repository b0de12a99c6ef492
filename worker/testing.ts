/** For tests: an API that is a real server, and remembers what it was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { onTestFinished } from 'vitest';
import type { LogLine } from './log.ts';

export interface Asked {
	readonly door: string;
	/** `sub` of the JWT. */
	readonly subject: string | undefined;
	readonly body: unknown;
	/** `performance.now()` */
	readonly at: number;
}

type Reply = { readonly status?: number; readonly body?: unknown };

/** @param reply the answer to the n-th request, 0 first; null: none at all */
export async function startApi(reply: (asked: Asked, n: number) => Reply | null = () => ({})) {
	const asked: Asked[] = [];
	const server = createServer(async (request, response) => {
		// A process that warms up asks whether the API lives.
		if (request.method === 'GET') return void response.end('{}');
		let text = '';
		for await (const chunk of request) text += chunk;
		const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
		const one: Asked = {
			door: request.url?.replace('/api/agent/', '') ?? '',
			subject: decodeJwt(token).sub,
			body: JSON.parse(text),
			at: performance.now(),
		};
		asked.push(one);
		const { status = 200, body = {} } = reply(one, asked.length - 1) ?? { status: 0 };
		if (status === 0) request.socket.destroy();
		else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	const access = {
		url: `http://127.0.0.1:${port}`,
		apiKey: 'devkey',
		apiSecret: '0123456789abcdef0123456789abcdef',
	};
	return { asked, access };
}

/** A log in memory. */
export function memoryLog() {
	const lines: LogLine[] = [];
	return { lines, log: (line: LogLine) => void lines.push(line) };
}
