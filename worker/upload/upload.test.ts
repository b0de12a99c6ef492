import { describe, expect, it } from 'vitest';
import { makeDoor } from '../door.ts';
import { startApi } from '../testing.ts';
import { uploadFile } from './upload.ts';

const file = {
	room: 'greenroom.test.conversation.1',
	jobId: 'AJ_1',
	epoch: 1,
	id: 'file-0001',
	name: 'notes.txt',
	type: 'text/plain',
	size: 5,
} as const;
const hello = new TextEncoder().encode('hello');
const place = { url: '/somewhere', method: 'PUT', headers: { a: 'b' } };
const upload = { body: { outcome: 'upload', upload: place } };
const stored = { body: { outcome: 'stored' } };

async function uploads(replies: readonly { status?: number; body: object }[], isBrought = true) {
	const { asked, access } = await startApi((_, n) => replies[n] ?? { status: 500 });
	const brought: unknown[] = [];
	const bring = async (...what: unknown[]) => {
		brought.push(what);
		return isBrought;
	};
	const answer = await uploadFile(makeDoor(access, { timeoutMs: 1_000, pausesMs: [] }), { bring }, file, hello);
	return { answer, brought, asked: asked.map(({ door, subject, body }) => ({ door, subject, body })) };
}

describe('an upload', () => {
	it('asks for a place, brings the bytes there, and says that they are there', async () => {
		const { answer, brought, asked } = await uploads([upload, stored]);
		expect(answer).toEqual({ outcome: 'ok', body: { outcome: 'stored' } });
		expect(brought).toEqual([[place, hello]]);
		const request = { door: 'files', subject: file.room };
		expect(asked).toEqual([
			{ ...request, body: file },
			{ ...request, body: { ...file, uploaded: true } },
		]);
	});

	it('is over when the file is there already', async () => {
		const { answer, brought } = await uploads([stored]);
		expect(answer).toEqual({ outcome: 'ok', body: { outcome: 'known' } });
		expect(brought).toEqual([]);
	});

	it.each(['too_many', 'no_store'])('is over when there is no place: %s', async (outcome) => {
		const { answer, brought } = await uploads([{ body: { outcome } }]);
		expect(answer).toEqual({ outcome: 'ok', body: { outcome } });
		expect(brought).toEqual([]);
	});

	it('says nothing of bytes that could not be brought', async () => {
		const { answer, asked } = await uploads([upload, stored], false);
		expect(answer).toEqual({ outcome: 'unreachable' });
		expect(asked).toHaveLength(1);
	});

	it('is refused to a replaced agent, before and after', async () => {
		const stale = { status: 409, body: { code: 'stale_epoch' } };
		for (const replies of [[stale], [upload, stale]])
			expect((await uploads(replies)).answer).toEqual({ outcome: 'refused', code: 'stale_epoch' });
	});

	it('is not taken for done when the API does not answer, or not to the question', async () => {
		expect((await uploads([])).answer).toEqual({ outcome: 'unreachable' });
		expect((await uploads([upload])).answer).toEqual({ outcome: 'unreachable' });
		expect((await uploads([upload, upload])).answer).toMatchObject({ outcome: 'refused' });
		expect((await uploads([{ body: { outcome: 'upload' } }])).answer).toMatchObject({ outcome: 'refused' });
	});
});
