import { describe, expect, it, vi } from 'vitest';
import type { GcAction, GcResponse } from '../../../functions/protocol/operator.ts';
import type { Answer } from '../../call/api/answer.ts';
import { AT, roomName } from '../testing.ts';
import { type Collected, collectAll } from './collect.ts';

const action = (n: number): GcAction => ({ room: roomName(n), does: 'delete_room', why: 'tombstone' });
const answer = (over: Partial<GcResponse> = {}): Answer<GcResponse> => ({
	outcome: 'answered',
	value: { at: AT, dry: false, livekit: true, listed: 9, due: 2, actions: [], truncated: false, after: null, ...over },
});

async function run(dry: boolean, ...answers: readonly Answer<GcResponse>[]) {
	const left = [...answers];
	const collect = vi.fn(async () => left.shift() ?? answer());
	const told: Collected[] = [];
	await collectAll({ collect }, dry, (so) => told.push(so));
	return { collect, told, last: told.at(-1) };
}

describe('a collection', () => {
	it('goes on from where each answer has come to, until the end', async () => {
		const { collect, told, last } = await run(
			false,
			answer({ actions: [action(1)], truncated: true, after: 'a' }),
			answer({ actions: [action(2)], truncated: true, after: 'b' }),
			answer({ actions: [action(3)] }),
		);
		expect(collect.mock.calls).toEqual([
			[false, null],
			[false, 'a'],
			[false, 'b'],
		]);
		expect(told.map(({ state, actions }) => [state, actions.length])).toEqual([
			['running', 0],
			['running', 1],
			['running', 2],
			['done', 3],
		]);
		expect(last).toMatchObject({ due: 6, listed: 9, isMore: false, livekit: true });
	});

	it('counts once what each rehearsal finds again', async () => {
		const { last } = await run(
			true,
			answer({ dry: true, actions: [action(1)], truncated: true, after: 'a' }),
			answer({ dry: true, actions: [action(1), action(2)] }),
		);
		expect(last).toMatchObject({ dry: true, due: 2, actions: [action(1), action(2)] });
	});

	it('says that more records are due', async () => {
		const { last, collect } = await run(false, answer({ truncated: true }));
		expect(last).toMatchObject({ isMore: true, state: 'done' });
		expect(collect).toHaveBeenCalledTimes(1);
	});

	it('goes no further when LiveKit is silent, when it does not get further, or when it is not answered', async () => {
		const silent = await run(true, answer({ livekit: false, truncated: true, after: 'a' }));
		expect(silent.last).toMatchObject({ livekit: false, state: 'done' });
		const stuck = await run(true, answer({ truncated: true, after: 'a' }), answer({ truncated: true, after: 'a' }));
		expect(stuck.collect).toHaveBeenCalledTimes(2);
		const lost = await run(false, answer({ actions: [action(1)], after: 'a' }), { outcome: 'unreachable' });
		expect(lost.last).toMatchObject({ state: 'failed', failing: 'unreachable', actions: [action(1)] });
	});
});
