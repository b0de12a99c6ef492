import { describe, expect, it } from 'vitest';
import { makeBackend } from '../backend.ts';
import { memoryLog, startApi } from '../testing.ts';
import { makeWrites, type Writes } from './writes.ts';

const writer = { room: 'greenroom.test.conversation.1', jobId: 'AJ_1', epoch: 3 };

/** Every write of a job, by its door. */
const all: Readonly<Record<string, (writes: Writes) => Promise<unknown>>> = {
	joined: (writes) => writes.joined({ identity: 'agent-AJ_1', sid: 'PA_1', roomSid: 'RM_1' }),
	participants: (writes) => writes.people({ people: [{ sid: 'PA_2', identity: 'human-x', present: true }] }),
	turns: (writes) => writes.turns({ turns: [{ id: 't', role: 'user', text: 'hello', at: 0 }] }),
	state: (writes) => writes.state({ todo: ['milk'] }),
	files: (writes) => writes.file({ id: 'file-0001', name: 'a.txt', type: 'text/plain', size: 1 }, new Uint8Array(1)),
	end: (writes) => writes.end({ reason: 'grace_expired' }),
};

async function setUp(status: number, code?: string) {
	const { asked, access } = await startApi(() => ({ status, body: { code } }));
	const fenced: string[] = [];
	const { lines, log } = memoryLog();
	const writes = makeWrites({
		...writer,
		backend: makeBackend(access, { timeoutMs: 1_000, pausesMs: [] }),
		onFenced: (reason) => fenced.push(reason),
		log,
	});
	return { writes, asked, fenced, lines };
}

describe.each(Object.entries(all))('the write %s', (door, write) => {
	it('says by whom it is', async () => {
		const { writes, asked, fenced } = await setUp(200);
		await write(writes);
		expect(asked).toMatchObject([{ door, subject: writer.room, body: writer }]);
		expect(fenced).toEqual([]);
	});

	it('ends the job when another agent serves the room, or nobody any more', async () => {
		const replaced = await setUp(409, 'stale_epoch');
		await write(replaced.writes);
		expect(replaced.fenced).toEqual(['replaced']);
		const closed = await setUp(409, 'room_closed');
		await write(closed.writes);
		expect(closed.fenced).toEqual(['room_closed']);
	});

	it('does not end it when an API of another release does not take it, but says so', async () => {
		const { writes, fenced, lines } = await setUp(404, 'not_found');
		await write(writes);
		expect(fenced).toEqual([]);
		expect(lines).toEqual([{ level: 'warn', event: 'write_refused', write: door, code: 'not_found' }]);
	});

	it('does not end it when the API is down', async () => {
		const { writes, fenced } = await setUp(503, 'store_unavailable');
		await write(writes);
		expect(fenced).toEqual([]);
	});
});
