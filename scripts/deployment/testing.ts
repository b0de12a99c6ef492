/**
 * Servers that answer as a test wants.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface AskedOf {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface Reply {
	readonly status?: number;
	/** Text as it is, anything else as JSON. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** On loopback, until the test ends. `silence`: the request stays open. */
export async function serveJson(
	answer: (asked: AskedOf) => Reply | 'silence' | Promise<Reply | 'silence'>,
): Promise<{ readonly url: string; readonly asked: readonly AskedOf[] }> {
	const asked: AskedOf[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const { method = '', url: path = '', headers } = request;
			const one = { method, path, headers, body: await text(request) };
			asked.push(one);
			const reply = await answer(one);
			if (reply === 'silence') return;
			const { status = 200, body = '', headers: own = {} } = reply;
			response.writeHead(status, own).end(typeof body === 'string' ? body : JSON.stringify(body));
		})();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
