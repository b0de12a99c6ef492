/**
 * LiveKit's API on loopback, for tests of what asks it: answers as it is told to, and notes what it was asked.
 *
 * @module
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { decodeJwt, type JWTPayload } from 'jose';

export interface Asked {
	readonly method: string;
	readonly body: Record<string, unknown>;
	readonly token: JWTPayload;
}

export type Answer =
	| { readonly json: object }
	| { readonly status: number; readonly code: string }
	/** The request stays open. */
	| 'silence';

export async function startTestTwirp(answer: (asked: Asked) => Answer | Promise<Answer>) {
	const all: Asked[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Uint8Array[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const asked = {
			method: request.url?.split('/').at(-1) ?? '',
			body: JSON.parse(Buffer.concat(chunks).toString()),
			token: decodeJwt((request.headers.authorization ?? '').replace('Bearer ', '')),
		};
		all.push(asked);
		const said = await answer(asked);
		if (said === 'silence') return;
		const [status, body] = 'json' in said ? [200, said.json] : [said.status, { code: said.code, msg: 'no' }];
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		asked: all,
		/** As pages connect to it. */
		url: `ws://127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
