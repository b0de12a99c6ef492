import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { agentToken, makeTestApi, origin, testConfig } from '../../testing.ts';
import { describeFiles, type FilesUnderTest } from '../contract.ts';
import { openFiles } from '../index.ts';
import { fileKey } from '../port.ts';
import { sweepFolder } from './sweep.ts';

async function underTest(): Promise<FilesUnderTest & { readonly folder: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-files-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	let time = 1_795_000_000_000;
	let ids = 0;
	const files = openFiles(
		{ kind: 'folder', folder },
		testConfig,
		() => String(++ids),
		() => time,
	);
	if (files === null) throw new Error('no store');
	const { app } = makeTestApi({ files });
	return {
		folder,
		files,
		pass: (ms) => {
			time += ms;
		},
		async send({ url, method, headers }, body) {
			const response = await app.request(`${origin}${url}`, {
				method,
				headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(body.length) }) },
				...(body === undefined ? {} : { body }),
			});
			return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
		},
	};
}

describe('files in a folder', () => {
	describeFiles(underTest);

	const key = fileKey({ stage: 'test', conversation: 'v_ada_0123456789' }, 'file-0001');

	it('lie there under their key, and nothing else does', async () => {
		const { folder, files, send } = await underTest();
		await send(await files.uploadOf(key, { type: 'text/plain', size: 2 }), new TextEncoder().encode('hi'));
		const found = await readdir(folder, { recursive: true });
		expect(found.sort()).toEqual(['test', 'test/v_ada_0123456789', key]);
	});

	it('are behind a door that no token of a room opens, nor any of theirs another door', async () => {
		const { files, send } = await underTest();
		const { url, headers } = await files.uploadOf(key, { type: 'text/plain', size: 2 });
		const room = 'greenroom.test.v_ada_0123456789.1';
		for (const token of [await agentToken(room), await agentToken('pool'), await agentToken(key)]) {
			const other = { url, method: 'PUT', headers: { ...headers, authorization: `Bearer ${token}` } } as const;
			expect((await send(other, new TextEncoder().encode('hi'))).status).toBe(401);
		}
		const { agent } = makeTestApi();
		const pass = headers['authorization']?.replace('Bearer ', '');
		const claim = await agent(room)('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' }, pass);
		expect(claim.status).toBe(401);
	});

	it.each(['..%2f..%2fsecret', '%2e%2e/v_ada_0123456789/file-0001', 'test/v_ada_0123456789/a.b.c.d.e.f'])(
		'are no other files of the machine: %s',
		async (path) => {
			const { files, send } = await underTest();
			const { headers } = await files.downloadOf(key);
			expect((await send({ url: `/api/agent/files/${path}`, method: 'GET', headers })).status).toBe(404);
		},
	);

	it('go when nobody has touched them for long enough', async () => {
		const { folder, files, send } = await underTest();
		await send(await files.uploadOf(key, { type: 'text/plain', size: 2 }), new TextEncoder().encode('hi'));
		const at = Date.now();
		await writeFile(join(folder, 'test', 'kept'), '');
		await utimes(join(folder, key), new Date(at - 10_000), new Date(at - 10_000));
		expect(await sweepFolder(folder, at - 11_000)).toBe(0);
		expect(await sweepFolder(folder, at - 9_000)).toBe(1);
		expect(await readdir(folder, { recursive: true })).toEqual(['test', 'test/kept']);
		expect(await sweepFolder(join(folder, 'none'), at)).toBe(0);
	});
});
