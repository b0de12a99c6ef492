/** For tests: what the servers of all models have in common. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { WebSocketServer } from 'ws';

/**
 * Listens on loopback until the test is finished.
 *
 * @param sockets that the server has opened
 */
export async function listenForTest(server: Server, sockets?: WebSocketServer) {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const stop = () => {
		for (const open of sockets?.clients ?? []) open.terminate();
		server.closeAllConnections();
		server.close();
	};
	onTestFinished(stop);
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, port, stop };
}

export const refuseUpgrade = (socket: Duplex, status: number): void =>
	void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);

/** The sound that somebody has sent in pieces of base64. */
export function soundOf(sent: readonly Readonly<Record<string, unknown>>[]): Int16Array {
	const parts = sent.flatMap(({ audio }) => (typeof audio === 'string' ? [Buffer.from(audio, 'base64')] : []));
	const bytes = new Uint8Array(Buffer.concat(parts));
	return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}
