/**
 * The control door: how the API reaches who has started it. It is open on this machine, to whoever knows the token in its
 * path, and not to browsers: those go through the API, which knows its own page from others.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { isSameToken } from '../../../functions/entry/development/door.ts';
import type { Killing } from '../../../web/development/breaks.ts';
import type { BrokenHere } from './break-parts.ts';

export interface Door {
	/** With the token in it. */
	readonly url: string;
	close(): Promise<void>;
}

interface Behind {
	readonly script: () => string;
	readonly breakIt: (name: BrokenHere, room: string | null) => Promise<Killing>;
}

const requestSchema = z.object({ room: z.nullable(z.string().check(z.maxLength(200))) });
const MOST_BYTES = 1_000;
const isBrokenHere = (name: string): name is BrokenHere => ['agent', 'worker', 'livekit'].includes(name);

interface Said {
	readonly status: number;
	readonly type: string;
	readonly body: string;
}

const json = (status: number, said: object): Said => ({ status, type: 'application/json', body: JSON.stringify(said) });

export async function openDoor(behind: Behind): Promise<Door> {
	const token = randomBytes(32).toString('base64url');

	async function answer(request: IncomingMessage): Promise<Said> {
		const [given = '', name = ''] = (request.url ?? '').slice(1).split('/');
		if (request.headers.origin !== undefined) return json(403, { outcome: 'foreign_origin' });
		if (!isSameToken(given, token)) return json(403, { outcome: 'wrong_token' });
		if (name === 'break-it.js' && request.method === 'GET')
			return { status: 200, type: 'text/javascript; charset=utf-8', body: behind.script() };
		if (!isBrokenHere(name) || request.method !== 'POST') return json(404, { outcome: 'not_found' });
		const asked = requestSchema.safeParse(await bodyOf(request));
		if (!asked.success) return json(400, { outcome: 'invalid' });
		return json(200, await behind.breakIt(name, asked.data.room));
	}

	const server = createServer((request, response) => {
		answer(request)
			.catch((error: unknown) => json(500, { outcome: 'failed', why: String(error) }))
			.then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
			.catch(() => response.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
	return {
		url: `http://127.0.0.1:${port}/${token}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** What it asks for; `null` where that cannot be read. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
	let text = '';
	for await (const chunk of request) {
		text += String(chunk);
		if (text.length > MOST_BYTES) return null;
	}
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
