import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EcsAnswer } from './ecs-agent.ts';
import {
	type Ask,
	answered,
	asked,
	busy,
	dueAt,
	minutesFor,
	type ProtectionPolicy,
	type ProtectionState,
	protectionAfter,
	protectionAt,
	UNPROTECTED,
} from './state.ts';

const policy: ProtectionPolicy = { lifeMs: 120_000, holdMs: 10_000, retryMs: 10_000 };
const DONE: EcsAnswer = { outcome: 'done' };
const BLOCKED: EcsAnswer = { outcome: 'blocked' };
const REFUSED: EcsAnswer = { outcome: 'refused', type: 'x' };
const UNKNOWN: EcsAnswer = { outcome: 'unknown', type: 'timeout' };

const put = (state: ProtectionState, ask: Ask, answer: EcsAnswer, at: number, now = at) =>
	answered(state, asked(state, ask, policy, at), { ask, at, now }, answer, policy);
const START = 1_000_000;
const held = put(busy(UNPROTECTED, START), 'protect', DONE, START);

describe('protection', () => {
	it('lasts for two of the longest calls, in whole minutes, and never for longer than a deploy may take', () => {
		expect([60, 90, 91, 3_600, 4_500, 14_400].map(minutesFor)).toEqual([2, 3, 4, 120, 150, 150]);
	});

	it('has to be asked for at first, and no more once it is granted', () => {
		expect(protectionAt(UNPROTECTED, policy, START)).toBe('unasked');
		expect(protectionAt(held, policy, START)).toBe('held');
	});

	it('is asked for again at half of its life, and is enough until the last quarter', () => {
		expect(protectionAt(held, policy, START + 59_999)).toBe('held');
		expect(protectionAt(held, policy, START + 60_000)).toBe('unasked');
		const failed = put(held, 'protect', UNKNOWN, START + 60_000);
		expect(protectionAfter(failed, policy, START + 89_999)).toBe('held');
		expect(protectionAfter(failed, policy, START + 90_000)).toBe('refused');
	});

	it('begins when it was asked for, not when the answer came', () => {
		const late = put(UNPROTECTED, 'protect', DONE, START, START + 1_400);
		expect(late.until).toBe(START + policy.lifeMs);
	});

	it('that a deploy blocks is asked for every 10 s, whoever is offered in between', () => {
		const blocked = put(UNPROTECTED, 'protect', BLOCKED, START);
		expect(protectionAfter(blocked, policy, START)).toBe('blocked');
		expect(protectionAt(blocked, policy, START + 9_999)).toBe('blocked');
		expect(protectionAt(blocked, policy, START + 10_000)).toBe('unasked');
		expect(dueAt(blocked, policy, true, START + 9_999)).toBeNull();
		expect(dueAt(blocked, policy, true, START + 10_000)).toBe('protect');
		expect(protectionAt(put(blocked, 'protect', DONE, START + 10_000), policy, START + 10_000)).toBe('held');
	});

	it('that was refused for another reason is asked for by the next offer', () => {
		const refused = put(UNPROTECTED, 'protect', REFUSED, START);
		expect(protectionAfter(refused, policy, START)).toBe('refused');
		expect(protectionAt(refused, policy, START + 1)).toBe('unasked');
	});

	it('that was granted is not lost by a refusal', () => {
		const refused = put(held, 'release', REFUSED, START + 20_000);
		expect(protectionAt(refused, policy, START + 20_000)).toBe('held');
	});

	it('is nothing to rely on while it is given back, or when nobody knows whether it was', () => {
		expect(protectionAt(asked(held, 'release', policy, START + 1), policy, START + 1)).toBe('unasked');
		const unknown = put(held, 'release', UNKNOWN, START + 1);
		expect(protectionAt(unknown, policy, START + 1)).toBe('unasked');
		// A deploy that blocks a release blocks no offer.
		expect(protectionAt(put(held, 'release', BLOCKED, START + 70_000), policy, START + 70_000)).toBe('unasked');
	});
});

describe('without an offer', () => {
	it('a busy worker renews at half-life, and tries again every 10 s', () => {
		expect(dueAt(held, policy, true, START + 59_999)).toBeNull();
		expect(dueAt(held, policy, true, START + 60_000)).toBe('protect');
		const failed = put(held, 'protect', UNKNOWN, START + 60_000);
		expect(dueAt(failed, policy, true, START + 69_999)).toBeNull();
		expect(dueAt(failed, policy, true, START + 70_000)).toBe('protect');
	});

	it('an idle one gives it back after a hold', () => {
		const idle = busy(held, START + 5_000);
		expect(dueAt(idle, policy, false, START + 14_999)).toBeNull();
		expect(dueAt(idle, policy, false, START + 15_000)).toBe('release');
		const released = put(idle, 'release', DONE, START + 15_000);
		expect(dueAt(released, policy, false, START + 90_000)).toBeNull();
		expect(protectionAt(released, policy, START + 15_000)).toBe('unasked');
	});

	it('one that was never granted any has nothing to give back', () => {
		expect(dueAt(UNPROTECTED, policy, false, START)).toBeNull();
		const refused = put(busy(UNPROTECTED, START), 'protect', REFUSED, START);
		expect(dueAt(refused, policy, false, START + 20_000)).toBeNull();
	});

	it('what may have been granted is given back, until it would have expired', () => {
		const unknown = put(busy(UNPROTECTED, START), 'protect', UNKNOWN, START);
		expect(dueAt(unknown, policy, false, START + 10_000)).toBe('release');
		expect(dueAt(put(unknown, 'release', UNKNOWN, START + 10_000), policy, false, START + 19_999)).toBeNull();
		expect(dueAt(put(unknown, 'release', UNKNOWN, START + 10_000), policy, false, START + 20_000)).toBe('release');
		expect(dueAt(unknown, policy, false, START + policy.lifeMs)).toBeNull();
	});
});

it('whatever ECS answers and when, what is held is held by ECS, and what ECS holds of an idle worker is asked back', () => {
	const answer = fc.constantFrom<EcsAnswer>(DONE, DONE, BLOCKED, REFUSED, UNKNOWN);
	const step = fc.record({
		ms: fc.nat(30_000),
		isBusy: fc.boolean(),
		isOffered: fc.boolean(),
		answer,
		isDone: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
			let state = UNPROTECTED;
			let now = START;
			/** Of ECS itself. */
			let heldUntil = 0;
			const ask = (what: Ask, said: EcsAnswer, isDone: boolean) => {
				state = put(state, what, said, now);
				const isSo = said.outcome === 'done' || (said.outcome === 'unknown' && isDone);
				if (isSo) heldUntil = what === 'protect' ? now + policy.lifeMs : 0;
			};
			for (const one of steps) {
				now += one.ms;
				if (one.isBusy || one.isOffered) state = busy(state, now);
				const due = dueAt(state, policy, one.isBusy, now);
				if (due !== null) ask(due, one.answer, one.isDone);
				if (one.isOffered && protectionAt(state, policy, now) === 'unasked') ask('protect', one.answer, one.isDone);
				if (protectionAfter(state, policy, now) === 'held') expect(heldUntil).toBeGreaterThan(now);
				if (protectionAt(state, policy, now) === 'held') expect(heldUntil).toBeGreaterThan(now + policy.lifeMs / 2);
			}
			now = Math.max(now, state.busyAt + policy.holdMs) + policy.retryMs;
			if (heldUntil > now) expect(dueAt(state, policy, false, now)).toBe('release');
		}),
		{ numRuns: 500 },
	);
});
