/**
 * Upstash's REST door over a Redis of one's own: for a laptop and for tests. Loopback only, and every request has to
 * show the token.
 *
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createDialect } from './dialect.ts';
import { createFaults, type Fault, type Faults, REFUSALS } from './faults.ts';
import { type Answered, HttpProblem, handle, readCommands } from './requests.ts';
import type { Connection } from './resp/connection.ts';

export interface Bridge {
	readonly url: string;
	readonly port: number;
	/** For tests. */
	readonly faults: Faults;
	/** How many requests have come, those without a right token included. */
	roundTrips(): number;
	/** Refuses new requests and ends those that are under way. */
	close(): Promise<void>;
}

interface Options {
	readonly connection: Connection;
	readonly token: string;
	/** 0: any free one. */
	readonly port: number;
}

/** @throws Error when the port is taken */
export async function startBridge({ connection, token, port: wanted }: Options): Promise<Bridge> {
	const dialect = createDialect();
	const faults = createFaults();
	let count = 0;

	async function answer(request: IncomingMessage): Promise<Answered> {
		if (!isAuthorized(request, token)) throw new HttpProblem(401, 'Unauthorized');
		const { route, commands } = await readCommands(request);
		const encoding = request.headers['upstash-encoding'] === 'base64' ? 'base64' : 'plain';
		return handle(connection, route, commands.map(dialect.translate), encoding);
	}

	async function respond(request: IncomingMessage, response: ServerResponse, fault: Fault | null): Promise<void> {
		if (fault?.kind === 'request lost') return void request.socket.destroy();
		if (fault?.kind === 'status') return send(response, fault.status, REFUSALS[fault.status]);
		if (fault?.kind === 'answer') return send(response, 200, { type: 'application/json', body: fault.body });
		if (fault?.kind === 'scripts flushed') await connection.send([['SCRIPT', 'FLUSH']]);
		const { status, body } = await answer(request).catch(problemOf);
		if (fault?.kind === 'reply lost') return void request.socket.destroy();
		if (fault?.kind === 'late') await wait(fault.ms);
		send(response, status, { type: 'application/json', body: JSON.stringify(body) });
	}

	const server = createServer((request, response) => {
		count++;
		void respond(request, response, faults.take());
	});
	// Clients close first: a request that meets a connection just being closed would be lost.
	server.keepAliveTimeout = 0;
	server.listen(wanted, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : wanted;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		faults,
		roundTrips: () => count,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

/** What went wrong on our side names no command: it may hold what somebody said. */
const problemOf = (error: unknown): Answered =>
	error instanceof HttpProblem
		? { status: error.status, body: { error: error.message } }
		: { status: 500, body: { error: 'ERR Redis does not answer' } };

function send(response: ServerResponse, status: number, { type, body }: { type: string; body: string }): void {
	response.writeHead(status, { 'content-type': type }).end(body);
}

function isAuthorized({ headers }: IncomingMessage, token: string): boolean {
	const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${token}`)];
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}
