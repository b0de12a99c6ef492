import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site whose page plays something (see `trial.html`), for the ear's own trial. */
export interface TrialSite {
	readonly url: string;
	close(): Promise<void>;
}

/** @param files WAVE files by their path, for `?sentence=` */
export async function openTrialSite(files: Readonly<Record<string, Uint8Array>>): Promise<TrialSite> {
	const page = await readFile(new URL('trial.html', import.meta.url));
	const server = createServer((request, response) => {
		const file = files[request.url ?? ''];
		response.setHeader('content-type', file ? 'audio/wav' : 'text/html');
		response.end(file ?? page);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// Only a server that listens on a pipe has another kind of address.
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
