import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Where browsers look for `localhost`: somebody else on either of them would be met instead of us. */
const LOOPBACKS = ['127.0.0.1', '::1'];
const TRIES = 100;

/**
 * The wanted port, or the next one that nobody has.
 *
 * @param given ports that are promised to other parts, though nobody listens there yet
 * @throws Error when a hundred in a row are taken
 */
export async function nextFreePort(
	wanted: number,
	given: readonly number[],
	isFree: (port: number) => Promise<boolean> = isFreePort,
): Promise<number> {
	for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port++)
		if (!given.includes(port) && (await isFree(port))) return port;
	throw new Error(`No port from ${wanted} on is free: set another one.`);
}

/** Distinct ports that nobody has, chosen by the system. */
export async function anyPorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')));
	const ports = servers.map(portOf);
	await Promise.all(servers.map(close));
	return ports;
}

export async function anyUdpPort(): Promise<number> {
	const socket = createSocket('udp4').bind(0, '127.0.0.1');
	await once(socket, 'listening');
	const { port } = socket.address();
	socket.close();
	return port;
}

async function isFreePort(port: number): Promise<boolean> {
	for (const host of LOOPBACKS) {
		try {
			await close(await listen(port, host));
		} catch (error) {
			// A machine without IPv6 has no ::1, and nobody else can be met there.
			const absent = error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL';
			if (!absent) return false;
		}
	}
	return true;
}

async function listen(port: number, host: string): Promise<Server> {
	const server = createServer().listen(port, host);
	await once(server, 'listening');
	return server;
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

function portOf(server: Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
	return address.port;
}
