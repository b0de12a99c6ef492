/**
 * The worker's port: `/health` and `/metrics` are ours, everything else is agents', whose own server listens on this machine
 * alone and cannot be added to.
 *
 * @module
 */
import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OwnPortOptions {
	readonly host: string;
	readonly port: number;
	/** Of agents' server. */
	readonly agentsPort: number;
	readonly isAlive: () => boolean;
	/** In Prometheus' text format. */
	readonly metrics: () => string;
}

export interface OwnPort {
	readonly port: number;
	close(): void;
}

const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';
const AGENTS_WITHIN_MS = 3_000;

/** @throws Error when the port is taken */
export async function openPort({ host, port, agentsPort, isAlive, metrics }: OwnPortOptions): Promise<OwnPort> {
	const server = createServer((request, response) => {
		const answer = (status: number, body: string, type = 'text/plain') =>
			void response.writeHead(status, { 'content-type': type }).end(body);
		if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'method not allowed');
		switch (request.url?.split('?')[0]) {
			case '/health':
				return isAlive() ? answer(200, 'OK') : answer(503, 'heartbeat stands still');
			case '/metrics':
				return answer(200, metrics(), PROMETHEUS);
			default:
				passOn(request, response, agentsPort);
		}
	});
	return { port: await listen(server, host, port), close: () => void closeAtOnce(server) };
}

function passOn({ method, url }: IncomingMessage, response: ServerResponse, port: number): void {
	const failed = () => {
		if (!response.headersSent) response.writeHead(503);
		response.end();
	};
	ask({ host: '127.0.0.1', port, method, path: url, timeout: AGENTS_WITHIN_MS, agent: false }, (answer) => {
		response.writeHead(answer.statusCode ?? 503, answer.headers);
		answer.pipe(response);
	})
		.on('timeout', failed)
		.on('error', failed)
		.end();
}

/** One that nobody has: agents takes 0 for its default. */
export async function freePort(): Promise<number> {
	const server = createServer();
	const port = await listen(server, '127.0.0.1', 0);
	await closeAtOnce(server);
	return port;
}

function listen(server: Server, host: string, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
	});
}

function closeAtOnce(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}
