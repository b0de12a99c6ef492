import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallFacts, nextOf } from './budgets.ts';

const HOUR = 3_600_000;
const ANSWERED_WITHIN_MS = 30_000;
const budgets = { longestMs: HOUR, silenceMs: 600_000 };
const talking: CallFacts = {
	startedAt: 0,
	isAttended: true,
	quietSince: null,
	warnedAt: null,
	wrappedUpAt: null,
	askedAt: null,
};
const nextAt = (now: number, facts: Partial<CallFacts> = {}) => nextOf({ ...talking, ...facts }, now, budgets);

describe('the longest call', () => {
	it('is warned of two minutes before its end, and wrapped up in the last fifteen seconds', () => {
		expect(nextAt(0)).toEqual({ next: 'nothing', until: HOUR - 120_000 });
		expect(nextAt(HOUR - 120_000)).toEqual({ next: 'warn' });
		const warned = { warnedAt: HOUR - 120_000 };
		expect(nextAt(HOUR - 119_000, warned)).toEqual({ next: 'nothing', until: HOUR - 15_000 });
		expect(nextAt(HOUR - 15_000, warned)).toEqual({ next: 'wrap_up' });
		const wrapped = { ...warned, wrappedUpAt: HOUR - 15_000 };
		expect(nextAt(HOUR - 14_000, wrapped)).toEqual({ next: 'nothing', until: HOUR });
		expect(nextAt(HOUR, wrapped)).toEqual({ next: 'end', reason: 'call_limit' });
	});

	it('counts from the room: an agent that takes over too late says goodbye and goes', () => {
		expect(nextAt(2 * HOUR)).toEqual({ next: 'wrap_up' });
		expect(nextAt(2 * HOUR + 1, { wrappedUpAt: 2 * HOUR })).toEqual({ next: 'nothing', until: 2 * HOUR + 15_000 });
	});

	it('ends without a word where nobody is', () => {
		expect(nextAt(HOUR - 1, { isAttended: false })).toEqual({ next: 'nothing', until: HOUR });
		expect(nextAt(HOUR, { isAttended: false })).toEqual({ next: 'end', reason: 'call_limit' });
	});

	it('of a minute does not begin with its end', () => {
		const short = { ...budgets, longestMs: 60_000 };
		expect(nextOf(talking, 0, short)).toEqual({ next: 'nothing', until: 45_000 });
		expect(nextOf({ ...talking, warnedAt: 45_000 }, 45_000, short)).toEqual({ next: 'nothing', until: 52_500 });
	});
});

describe('silence', () => {
	it('is asked about, and ends the call when nobody answers', () => {
		expect(nextAt(1_000, { quietSince: 1_000 })).toEqual({ next: 'nothing', until: 601_000 });
		expect(nextAt(601_000, { quietSince: 1_000 })).toEqual({ next: 'ask' });
		const asked = { quietSince: 1_000, askedAt: 601_000 };
		expect(nextAt(602_000, asked)).toEqual({ next: 'nothing', until: 601_000 + ANSWERED_WITHIN_MS });
		expect(nextAt(601_000 + ANSWERED_WITHIN_MS, asked)).toEqual({ next: 'end', reason: 'silence' });
	});

	it('is none while somebody speaks', () => {
		expect(nextAt(HOUR - 120_001)).toEqual({ next: 'nothing', until: HOUR - 120_000 });
	});

	it('is not asked about after the goodbye', () => {
		const wrapped = { wrappedUpAt: HOUR - 15_000, quietSince: 0 };
		expect(nextAt(HOUR - 10_000, wrapped)).toEqual({ next: 'nothing', until: HOUR });
	});
});

it('always ends a call, and never later than its goodbye after its limit', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 60_000, max: 14_400_000 }),
			fc.integer({ min: 30_000, max: 3_600_000 }),
			fc.option(fc.integer({ min: 0, max: 3_600_000 }), { nil: null }),
			fc.integer({ min: 0, max: 20_000_000 }),
			fc.boolean(),
			(longestMs, silenceMs, quietSince, begins, isAttended) => {
				let facts: CallFacts = { ...talking, quietSince, isAttended };
				let now = begins;
				for (let step = 0; step < 10; step++) {
					const next = nextOf(facts, now, { longestMs, silenceMs });
					if (next.next === 'end') {
						expect(now).toBeLessThanOrEqual(Math.max(longestMs, begins) + 15_000 + ANSWERED_WITHIN_MS);
						return;
					}
					if (next.next === 'warn') facts = { ...facts, warnedAt: now };
					if (next.next === 'wrap_up') facts = { ...facts, wrappedUpAt: now };
					if (next.next === 'ask') facts = { ...facts, askedAt: now };
					if (next.next !== 'nothing') continue;
					expect(next.until).toBeGreaterThan(now);
					now = next.until;
				}
				throw new Error('It goes on for ever.');
			},
		),
	);
});
