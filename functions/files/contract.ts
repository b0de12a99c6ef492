/**
 * What every file store does. Run by each implementation's test over its own store.
 *
 * @module
 */
import { describe, expect, it } from 'vitest';
import type { Transfer } from '../protocol/files.ts';
import { type FileStore, fileKey, filePrefix, TRANSFER_SECONDS } from './port.ts';

export interface FilesUnderTest {
	readonly files: FileStore;
	/** Makes a request that was given out. */
	send(
		transfer: Transfer,
		body?: Uint8Array<ArrayBuffer>,
	): Promise<{ readonly status: number; readonly bytes: Uint8Array }>;
	pass(ms: number): void;
}

const ada = { stage: 'test', conversation: 'v_ada_0123456789' };
const key = fileKey(ada, 'file-0001');
const text = { type: 'text/plain', size: 5 } as const;
const bytes = (content: string) => new TextEncoder().encode(content);

export function describeFiles(make: () => FilesUnderTest | Promise<FilesUnderTest>): void {
	async function begin() {
		const under = await make();
		const { files, send } = under;
		return {
			...under,
			store: async (at: string, content: string) =>
				send(await files.uploadOf(at, { type: 'text/plain', size: bytes(content).length }), bytes(content)),
			load: async (at: string) => {
				const { status, bytes: found } = await send(await files.downloadOf(at));
				return status === 200 ? new TextDecoder().decode(found) : status;
			},
		};
	}

	describe('bytes', () => {
		it('are given back as they were brought, to the last one', async () => {
			const { files, send } = await begin();
			const all = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
			const upload = await files.uploadOf(key, { type: 'image/png', size: all.length });
			expect((await send(upload, all)).status).toBe(200);
			const { bytes: found } = await send(await files.downloadOf(key));
			expect(Buffer.from(found).equals(Buffer.from(all))).toBe(true);
		});

		it('are not there before', async () => {
			const { load } = await begin();
			expect(await load(key)).toBe(404);
		});

		it('are replaced by those that are brought again', async () => {
			const { store, load } = await begin();
			for (const content of ['first', 'again']) expect((await store(key, content)).status).toBe(200);
			expect(await load(key)).toBe('again');
		});
	});

	describe('a request that was given out', () => {
		const upload = async ({ files, send, load }: Awaited<ReturnType<typeof begin>>) => {
			const given = await files.uploadOf(key, text);
			return {
				given,
				brings: async (changed: Partial<Transfer>, body = 'hello') => {
					const { status } = await send({ ...given, ...changed }, bytes(body));
					return { status, there: await load(key) };
				},
			};
		};
		const refused = { status: expect.toSatisfy((status) => status === 401 || status === 403), there: 404 };

		it('brings so many bytes as were announced, and of that type', async () => {
			const under = await begin();
			const { given, brings } = await upload(under);
			for (const body of ['hell', 'hello!', '']) expect(await brings({}, body)).toEqual(refused);
			const { 'content-type': _, ...untyped } = given.headers;
			expect(await brings({ headers: { ...untyped, 'content-type': 'text/html' } })).toEqual(refused);
			expect(await brings({})).toEqual({ status: 200, there: 'hello' });
		});

		it('is for one file, and for one way', async () => {
			const under = await begin();
			const { given, brings } = await upload(under);
			const other = fileKey(ada, 'file-0002');
			expect(await brings({ url: given.url.replace('file-0001', 'file-0002') })).toEqual(refused);
			expect(await under.load(other)).toBe(404);
			const download = await under.files.downloadOf(key);
			expect(await brings({ url: download.url, headers: { ...given.headers, ...download.headers } })).toEqual(refused);
			expect((await brings({})).status).toBe(200);
			const read = await under.send({ ...given, method: 'GET' });
			expect(read).toMatchObject({ status: refused.status });
			const elsewhere = download.url.replace('file-0001', 'file-0002');
			await under.store(other, 'other');
			expect(await under.send({ ...download, url: elsewhere })).toMatchObject({ status: refused.status });
		});

		it('is nothing without what was signed', async () => {
			const under = await begin();
			const { given, brings } = await upload(under);
			const unsigned = { url: given.url.replace(/\?.*/, ''), headers: { 'content-type': 'text/plain' } };
			expect(await brings(unsigned)).toEqual(refused);
			expect(await brings(spoiled(given))).toEqual(refused);
		});

		it('may be made for some minutes', async () => {
			const under = await begin();
			const { brings } = await upload(under);
			under.pass(TRANSFER_SECONDS * 1000 - 2_000);
			expect((await brings({})).status).toBe(200);
			const download = await under.files.downloadOf(key);
			under.pass(4_000);
			expect((await brings({})).status).toSatisfy((status) => status === 401 || status === 403);
			expect((await under.send(download)).status).toBe(200);
			under.pass(TRANSFER_SECONDS * 1000);
			expect(await under.send(download)).toMatchObject({ status: refused.status });
		});
	});

	describe('removing', () => {
		it('takes all files of a conversation, and none of another', async () => {
			const { files, store, load } = await begin();
			const longer = fileKey({ ...ada, conversation: `${ada.conversation}9` }, 'file-0001');
			const stage = fileKey({ ...ada, stage: 'test2' }, 'file-0001');
			const own = Array.from({ length: 25 }, (_, i) => fileKey(ada, `file-${1000 + i}`));
			for (const at of [...own, longer, stage]) await store(at, 'hello');
			await files.remove(filePrefix(ada));
			expect(await Promise.all(own.map(load))).toEqual(own.map(() => 404));
			expect(await Promise.all([longer, stage].map(load))).toEqual(['hello', 'hello']);
		});

		it('of nothing is success, and so is removing twice', async () => {
			const { files, store } = await begin();
			await files.remove(filePrefix(ada));
			await store(key, 'hello');
			await files.remove(filePrefix(ada));
			await files.remove(filePrefix(ada));
		});

		it.each(['', '/', 'test/', 'test/../', '../v_ada_0123456789/', 'test/v_ada_0123456789'])(
			'is of one conversation, not of %j',
			async (prefix) => {
				const { files, store, load } = await begin();
				await store(key, 'hello');
				await expect(files.remove(prefix)).rejects.toThrow(RangeError);
				expect(await load(key)).toBe('hello');
			},
		);
	});
}

/** One character of what was signed is another. */
function spoiled({ url, headers }: Transfer): Partial<Transfer> {
	const other = (text: string) => text.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
	const { authorization } = headers;
	if (authorization === undefined) return { url: other(url) };
	return {
		headers: {
			...headers,
			authorization: authorization.replace(/(.)(.{5})$/, (_, c, end) => (c === 'a' ? 'b' : 'a') + end),
		},
	};
}
