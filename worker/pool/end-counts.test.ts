import { expect, test } from 'vitest';
import { heartbeatRequestSchema } from '../../functions/protocol/agent.ts';
import type { Answer } from '../door.ts';
import { makeEndCounts } from './end-counts.ts';

const ok: Answer<null> = { outcome: 'ok', body: null };
const sent: unknown[] = [];
const answering = (answer: Answer<null>) => async (ends: unknown) => {
	sent.push(ends);
	return answer;
};

test('ends are told by why and how, and none when there were none', async () => {
	const counts = makeEndCounts();
	sent.length = 0;
	await counts.tell(answering(ok));
	counts.count({ why: 'served', code: 0, signal: null });
	counts.count({ why: 'served', code: 0, signal: null });
	counts.count({ why: 'hung', code: null, signal: 'SIGKILL' });
	counts.count({ why: 'idle', code: 137, signal: null });
	await counts.tell(answering(ok));
	const ends = { 'served:exit_0': 2, 'hung:SIGKILL': 1, 'idle:exit_137': 1 };
	expect(sent).toEqual([undefined, ends]);
	const beat = { worker: 'w', agentName: 'a', state: 'accepting', active: 0, ends };
	expect(heartbeatRequestSchema.safeParse(beat).success).toBe(true);
});

test('what nobody has heard is told again, with what was added', async () => {
	const counts = makeEndCounts();
	sent.length = 0;
	counts.count({ why: 'served', code: 0, signal: null });
	await counts.tell(answering({ outcome: 'unreachable' }));
	counts.count({ why: 'served', code: 0, signal: null });
	await counts.tell(answering({ outcome: 'refused', code: 'bad_request' }));
	await counts.tell(answering(ok));
	await counts.tell(answering(ok));
	expect(sent).toEqual([{ 'served:exit_0': 1 }, { 'served:exit_0': 2 }, { 'served:exit_0': 2 }, undefined]);
});

test('what is counted while a heartbeat is on its way goes with the next', async () => {
	const counts = makeEndCounts();
	sent.length = 0;
	counts.count({ why: 'served', code: 0, signal: null });
	await counts.tell(async () => {
		counts.count({ why: 'served', code: 0, signal: null });
		counts.count({ why: 'idle', code: 1, signal: null });
		return ok;
	});
	await counts.tell(answering(ok));
	expect(sent).toEqual([{ 'served:exit_0': 1, 'idle:exit_1': 1 }]);
});
