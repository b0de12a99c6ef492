import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { EarDrum } from './ear.ts';
import type { Chunk } from './memory.ts';

/** Title of a tab that an ear shall capture, and of no other tab. */
export const CAPTURED_TITLE = 'Greenroom: captured by an ear';

/** Serves the ears' pages on a loopback origin of its own, and takes in what they hear. */
export interface EarServer {
	/** Where a tab begins that an ear shall capture. */
	readonly capturedUrl: string;
	/** The page that captures, and sends what it hears to this ear. */
	earUrl(drum: EarDrum): string;
	close(): Promise<void>;
}

export async function openEarServer(): Promise<EarServer> {
	const page = async (name: string) => readFile(new URL(name, import.meta.url), 'utf8');
	const earPage = await page('ear.html');
	const capturedPage = (await page('captured.html')).replace('%TITLE%', CAPTURED_TITLE);
	const drums: EarDrum[] = [];

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://ear');
		const drum = drums[Number(searchParams.get('ear'))];
		if (pathname === '/captured' || pathname === '/ear') {
			response.setHeader('content-type', 'text/html');
			response.end(pathname === '/ear' ? earPage : capturedPage);
			return;
		}
		if (pathname === '/heard') drum?.hear(chunkOf(await buffer(request)));
		else if (pathname === '/deaf') drum?.deafen(await text(request));
		response.writeHead(204).end();
	}

	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy());
	});
	// A test that was busy for five seconds would else close the connection on what has come meanwhile.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// Only a server that listens on a pipe has another kind of address.
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	return {
		capturedUrl: `${origin}/captured`,
		earUrl: (drum) => `${origin}/ear?ear=${drums.push(drum) - 1}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** What `ear.html` sends: time of the first sample and rate as float64, then samples as float32, little-endian. */
function chunkOf(body: Buffer): Chunk {
	const bytes = new Uint8Array(body);
	const [at = 0, rate = 0] = new Float64Array(bytes.buffer, 0, 2);
	return { at, rate, samples: new Float32Array(bytes.buffer, 16) };
}
