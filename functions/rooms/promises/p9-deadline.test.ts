import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { policy } from '../testing.ts';
import { chaos, play } from './chaos.ts';
import { history } from './histories.ts';
import { fold } from './news.ts';
import type { Saved } from './world.ts';

const isAhead = (deadline: number, now: number) => deadline > now && deadline <= now + policy.openCheckMs;

it('P9: every open room has a deadline, at most five minutes ahead', { timeout: 60_000 }, () => {
	fc.assert(
		fc.property(chaos, (chosen) => {
			const wrong: Saved[] = [];
			play(chosen, {
				onSaved: (saved) => {
					const { deadline, lives, at } = saved;
					if (deadline === null ? lives : !isAhead(deadline, at)) wrong.push(saved);
				},
			});
			expect(wrong).toEqual([]);
		}),
		{ numRuns: 1_500 },
	);
});

it('P9: no deadline is in the past, whatever was heard', { timeout: 60_000 }, () => {
	fc.assert(
		fc.property(history, fc.nat(400_000), fc.boolean(), (told, later, isLooked) => {
			const now = told.end + later;
			const facts = fold(told.before, [...told.heard, ...(isLooked ? [told.lookAt(now)] : [])]);
			const { deadline } = decide(facts, now, policy);
			if (deadline !== null) expect(isAhead(deadline, now)).toBe(true);
		}),
		{ numRuns: 1_500 },
	);
});
