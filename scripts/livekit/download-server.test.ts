import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCommand } from '../processes/run-command.ts';
import { anyPorts } from '../start/ports.ts';
import { downloadServer } from './download-server.ts';
import { executable, folder, SERVER, search } from './stand-ins.ts';

vi.setConfig({ testTimeout: 30_000 });

const FILE = 'livekit_1.13.5_linux_amd64.tar.gz';
const machine = { platform: 'linux', architecture: 'x64' };

/** A release archive as the project makes them, with this as the server in it. */
async function archive(server = SERVER): Promise<Buffer> {
	const cwd = await folder();
	await executable(join(cwd, 'livekit-server'), server);
	await writeFile(join(cwd, 'LICENSE'), 'x');
	await runCommand({ command: 'tar', args: ['-czf', FILE, 'livekit-server', 'LICENSE'], cwd, env: process.env });
	return readFile(join(cwd, FILE));
}

const checksums = (bytes: Buffer): string => `${createHash('sha256').update(bytes).digest('hex')}  ${FILE}\n`;

/** A release page on loopback. Answers with its base URL. */
async function releases(listener: RequestListener): Promise<string> {
	const server = createServer(listener).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const page =
	(files: Readonly<Record<string, string | Buffer>>): RequestListener =>
	(request, response) => {
		const body = files[request.url ?? ''];
		response.writeHead(body === undefined ? 404 : 200).end(body);
	};

async function download(base: string, patienceMs = 5000) {
	const cache = await folder();
	const finding = await downloadServer(search({ GREENROOM_LIVEKIT_RELEASES: base }), cache, machine, patienceMs);
	return { finding, cache, kept: await readdir(cache) };
}

test('an archive whose checksum is right becomes the cached server', async () => {
	const bytes = await archive();
	const base = await releases(page({ '/v1.13.5/checksums.txt': checksums(bytes), [`/v1.13.5/${FILE}`]: bytes }));
	const { finding, cache, kept } = await download(`${base}/`);
	const binary = join(cache, 'livekit-server');
	expect(finding).toEqual({ outcome: 'found', server: { binary, version: '1.13.5', from: 'release' } });
	expect(kept).toEqual(['livekit-server']);
});

test('an archive whose checksum is wrong is refused, and nothing of it is kept', async () => {
	const bytes = await archive();
	const files = { '/v1.13.5/checksums.txt': checksums(Buffer.from('another')), [`/v1.13.5/${FILE}`]: bytes };
	const { finding, kept } = await download(await releases(page(files)));
	expect(finding).toMatchObject({ outcome: 'failed', why: expect.stringContaining('was refused: its SHA-256 is') });
	expect(kept).toEqual([]);
});

test('without a checksum nothing is even fetched', async () => {
	const asked: (string | undefined)[] = [];
	const base = await releases((request, response) => {
		asked.push(request.url);
		response.end('<html>welcome</html>');
	});
	const { finding, kept } = await download(base);
	expect(finding).toMatchObject({ why: expect.stringContaining('names no checksum') });
	expect(asked).toEqual(['/v1.13.5/checksums.txt']);
	expect(kept).toEqual([]);
});

test('a release that is not there is said with its address', async () => {
	const { finding, kept } = await download(await releases(page({})));
	expect(finding).toMatchObject({ outcome: 'failed', why: expect.stringMatching(/checksums\.txt: HTTP 404$/) });
	expect(kept).toEqual([]);
});

test('a download that is cut off leaves nothing', async () => {
	const bytes = await archive();
	const base = await releases((request, response) => {
		if (request.url?.endsWith('checksums.txt')) return response.end(checksums(bytes));
		response.writeHead(200, { 'content-length': bytes.length });
		response.write(bytes.subarray(0, 50), () => response.destroy());
		return response;
	});
	const { finding, kept } = await download(base);
	expect(finding).toMatchObject({ outcome: 'failed', why: expect.stringContaining(FILE) });
	expect(kept).toEqual([]);
});

test('a download that stalls is given up', async () => {
	const bytes = await archive();
	const base = await releases((request, response) => {
		if (request.url?.endsWith('checksums.txt')) return response.end(checksums(bytes));
		return response.write(bytes.subarray(0, 50));
	});
	const { finding, kept } = await download(base, 200);
	expect(finding).toMatchObject({ outcome: 'failed', why: expect.stringContaining('nothing came for 0.2 s') });
	expect(kept).toEqual([]);
});

test('nobody there is an answer, not an exception', async () => {
	const [port] = await anyPorts(1);
	const { finding } = await download(`http://127.0.0.1:${port}`);
	expect(finding).toMatchObject({ outcome: 'failed', why: expect.stringContaining('ECONNREFUSED') });
});

test('an archive with something else in it is no server', async () => {
	const bytes = await archive('#!/bin/sh\necho something else\n');
	const base = await releases(page({ '/v1.13.5/checksums.txt': checksums(bytes), [`/v1.13.5/${FILE}`]: bytes }));
	const { finding, kept } = await download(base);
	expect(finding).toMatchObject({ outcome: 'failed', why: expect.stringContaining('does not answer like') });
	expect(kept).toEqual([]);
});

test('an abort in the middle of a download ends it and throws', async () => {
	const abort = new AbortController();
	const base = await releases((_request, response) => {
		response.write('a');
		abort.abort(new Error('asked to stop'));
	});
	const cache = await folder();
	const downloading = downloadServer(search({ GREENROOM_LIVEKIT_RELEASES: base }, abort.signal), cache, machine);
	await expect(downloading).rejects.toThrow('asked to stop');
	expect(await readdir(cache)).toEqual([]);
});
