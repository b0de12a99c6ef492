import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFiles } from '../../files/index.ts';
import { type FileStore, FilesUnavailable } from '../../files/port.ts';
import { FILE_LIMIT_BYTES } from '../../protocol/call.ts';
import { makeTestApi, makeTestCall, origin, problemOf, testConfig } from '../../testing.ts';

const notes = { id: 'file-0001', name: 'notes.txt', type: 'text/plain', size: 5 };
const hello = new TextEncoder().encode('hello');

async function makeFolder() {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-files-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const files = openFiles(
		{ kind: 'folder', folder },
		testConfig,
		() => 'x',
		() => 1_795_000_000_000,
	);
	if (files === null) throw new Error('no store');
	return { folder, files };
}

/** A call in a stage that keeps files, if it does. */
async function called(files?: FileStore | null) {
	const { folder, files: kept } = await makeFolder();
	const store = files === undefined ? kept : files;
	const call = await makeTestCall(makeTestApi({ files: store }));
	const ask = (file: object = {}, by: object = call.writer) => call.door('files', { ...by, ...notes, ...file });
	const bring = async (response: Response, body = hello) => {
		const { outcome, upload } = await response.json();
		if (outcome !== 'upload') return outcome;
		return (await call.app.request(`${origin}${upload.url}`, { method: upload.method, headers: upload.headers, body }))
			.status;
	};
	return {
		...call,
		folder,
		ask,
		bring,
		/** All of it. */
		give: async (file: object = {}, body = hello) => {
			expect(await bring(await ask({ size: body.length, ...file }), body)).toBe(200);
			return (await ask({ size: body.length, ...file, uploaded: true })).json();
		},
		claims: async (jobId: string) => (await call.door('claim', { jobId, agentName: 'greenroom-test' })).json(),
		lie: async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()),
	};
}

describe('the files door', () => {
	it('gives a place for the bytes; the visitor sees the file when they are there', async () => {
		const { ada, ask, bring, lie } = await called();
		const asked = await ask();
		expect(asked.status).toBe(200);
		expect(await bring(asked)).toBe(200);
		expect(await ada.view()).not.toHaveProperty('files');
		expect(await (await ask({ uploaded: true })).json()).toEqual({ outcome: 'stored' });
		expect((await ada.view()).files).toEqual([{ ...notes, at: 1_795_000_000_000 }]);
		expect((await ada.token()).conversation.files).toHaveLength(1);
		const [file, ...others] = await lie();
		expect(file?.name).toBe(notes.id);
		expect(others).toEqual([]);
	});

	it('answers the same again', async () => {
		const { ask, give, ada } = await called();
		for (let i = 0; i < 2; i++) expect((await (await ask()).json()).outcome).toBe('upload');
		expect(await give()).toEqual({ outcome: 'stored' });
		for (const uploaded of [true, false]) expect(await (await ask({ uploaded })).json()).toEqual({ outcome: 'stored' });
		expect((await ada.view()).files).toHaveLength(1);
	});

	it('refuses a replaced agent, before and after the bytes', async () => {
		const { door, writer, ask, ada, pass } = await called();
		await ask();
		pass(5_000);
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		for (const late of [{ uploaded: true }, { id: 'file-0002' }])
			expect(await problemOf(await ask(late, writer))).toMatchObject({ status: 409, code: 'stale_epoch' });
		expect(await ada.view()).not.toHaveProperty('files');
		expect((await (await ask({}, { jobId: 'AJ_2', epoch: 2 })).json()).outcome).toBe('upload');
	});

	it('takes no more than a conversation may have', async () => {
		const { ask } = await called();
		for (let i = 0; i < 20; i++) expect((await (await ask({ id: `file-${1000 + i}` })).json()).outcome).toBe('upload');
		expect(await (await ask({ id: 'one-more' })).json()).toEqual({ outcome: 'too_many' });
	});

	it('takes no more than so many within a minute', async () => {
		const { ask, pass } = await called();
		for (let i = 0; i < 60; i++) expect((await ask()).status).toBe(200);
		expect(await problemOf(await ask())).toEqual({ status: 429, code: 'too_many_requests', retryAfter: '60' });
		// What was begun is finished.
		expect((await ask({ uploaded: true })).status).toBe(200);
		pass(60_000);
		expect((await ask({ id: 'file-0002' })).status).toBe(200);
	});

	it('says so where no files are kept', async () => {
		const { ask, ada, outcomes } = await called(null);
		expect(await (await ask()).json()).toEqual({ outcome: 'no_store' });
		expect(outcomes().at(-1)).toBe('no_store');
		expect(await ada.view()).not.toHaveProperty('files');
	});

	it.each([
		[{ type: 'application/x-msdownload' }, 'type'],
		[{ type: 'image/svg+xml' }, 'type'],
		[{ size: FILE_LIMIT_BYTES + 1 }, 'size'],
		[{ size: 0 }, 'size'],
		[{ id: '../../x' }, 'id'],
		[{ name: 'a/b.txt' }, 'name'],
	])('refuses %j', async (file, field) => {
		const { ask } = await called();
		const refused = await ask(file);
		expect(refused.status).toBe(400);
		expect((await refused.json()).detail).toContain(field);
	});

	it('opens to nobody without a token for this room', async () => {
		const { door, writer } = await called();
		expect((await door('files', { ...writer, ...notes }, 'nonsense')).status).toBe(401);
	});

	it('logs no name of a file', async () => {
		const { give, logged } = await called();
		await give({ name: 'my secret diary.txt' });
		expect(JSON.stringify(logged)).not.toMatch(/diary/);
		expect(logged.at(-1)).toMatchObject({ route: '/api/agent/files', outcome: 'stored' });
	});
});

describe('the door of the bytes', () => {
	it('takes five megabytes, although other doors do not', async () => {
		const { give, ask, bring, door, writer } = await called();
		const big = new Uint8Array(FILE_LIMIT_BYTES).fill(65);
		expect(await give({}, big)).toEqual({ outcome: 'stored' });
		const more = new Uint8Array(FILE_LIMIT_BYTES + 1);
		expect(await bring(await ask({ id: 'file-0002' }), more)).toBe(413);
		const turns = await door('turns', { ...writer, turns: [], padding: 'x'.repeat(600_000) });
		expect(turns.status).toBe(413);
		expect((await ask({ padding: 'x'.repeat(600_000) })).status).toBe(413);
	});

	it('is none where bytes go elsewhere', async () => {
		const { app } = await called({ ...(await makeFolder()).files, door: null });
		const path = '/api/agent/files/test/v_ada_0123456789/file-0001';
		for (const method of ['PUT', 'GET']) expect((await app.request(`${origin}${path}`, { method })).status).toBe(404);
	});
});

describe('the next agent', () => {
	it('is told of the files, and can fetch the latest texts', async () => {
		const { give, door, pass, claims, app } = await called();
		for (let i = 0; i < 4; i++) await give({ id: `text-000${i}` });
		await give({ id: 'image-01', type: 'image/png', name: 'a.png' });
		pass(5_000);
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		const { files } = await claims('AJ_2');
		expect(files.map(({ id, download }: { id: string; download?: object }) => [id, download !== undefined])).toEqual([
			['text-0000', false],
			['text-0001', true],
			['text-0002', true],
			['text-0003', true],
			['image-01', false],
		]);
		const { url, method, headers } = files[1].download;
		expect(await (await app.request(`${origin}${url}`, { method, headers })).text()).toBe('hello');
	});

	it('is told of none when there are none', async () => {
		const { door, pass, claims } = await called();
		pass(5_000);
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		expect(await claims('AJ_2')).not.toHaveProperty('files');
	});
});

describe('another visitor', () => {
	it('sees none of it', async () => {
		const { give, visitor } = await called();
		await give();
		const eve = visitor();
		await eve.token();
		expect(await eve.view()).not.toHaveProperty('files');
	});
});

describe('forgetting', () => {
	it('removes the files, and those of nobody else', async () => {
		const { give, ada, lie, visitor } = await called();
		await give();
		const eve = visitor();
		await eve.token();
		await eve.request('DELETE', '/api/conversation');
		expect(await lie()).toHaveLength(1);
		expect((await ada.request('DELETE', '/api/conversation')).status).toBe(200);
		expect(await lie()).toEqual([]);
		expect(await ada.view()).not.toHaveProperty('files');
	});

	it('is not done while files may be left, and can be asked for again', async () => {
		const { files } = await makeFolder();
		let left = 1;
		const { give, ada } = await called({
			...files,
			remove: async (prefix) => {
				left -= 1;
				if (left >= 0) throw new FilesUnavailable();
				return files.remove(prefix);
			},
		});
		await give();
		const first = await ada.request('DELETE', '/api/conversation');
		expect(await problemOf(first)).toEqual({ status: 503, code: 'files_unavailable', retryAfter: '1' });
		expect((await ada.request('DELETE', '/api/conversation')).status).toBe(200);
	});
});
