import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claim, claimState, isLive } from '../claims.ts';
import type { Facts } from '../facts.ts';
import type { Observation } from '../observe.ts';
import { policy } from '../testing.ts';
import { chaos, play } from './chaos.ts';
import { BEGIN, generation, history } from './histories.ts';
import { fold } from './news.ts';
import type { Saved } from './world.ts';

interface Claiming {
	readonly jobId: string;
	readonly at: number;
}

/** Jobs ask at any time between. */
const contended = history.chain((told) =>
	fc.record({
		told: fc.constant(told),
		claims: fc.array(
			fc.record({
				jobId: fc.constantFrom('a', 'b', 'y', 'z'),
				at: fc.integer({ min: BEGIN, max: told.end }),
			}),
			{ minLength: 1, maxLength: 10 },
		),
	}),
);

describe('P3: one agent', () => {
	it('one claim lives in a room, in every prefix of every history', { timeout: 60_000 }, () => {
		const claimOnce = (before: Facts, { jobId, at }: Claiming): Facts => {
			const held = before.room.claim;
			const lives = isLive(claimState(before.room, at, policy));
			const asked = claim(before, { generation, jobId }, at, policy);
			if (asked.outcome === 'granted') {
				expect(lives).toBe(false);
				expect(asked.epoch).toBeGreaterThan(before.epoch);
				expect(isLive(claimState(asked.facts.room, at, policy))).toBe(true);
			} else expect(asked.facts).toBe(before);
			if (asked.outcome === 'granted_again') expect([held?.jobId, held?.epoch]).toEqual([jobId, asked.epoch]);
			if (asked.outcome === 'claim_taken') expect(held === null || (lives && held.jobId !== jobId)).toBe(true);
			return asked.facts;
		};
		fc.assert(
			fc.property(contended, ({ told, claims }) => {
				const all: readonly (Observation | Claiming)[] = [...told.heard, ...claims].sort((a, b) => a.at - b.at);
				all.reduce((facts, one) => ('kind' in one ? fold(facts, [one]) : claimOnce(facts, one)), told.before);
			}),
			{ numRuns: 1_500 },
		);
	});

	it('of two that can be heard one is put out as soon as both are seen', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(chaos, (chosen) => {
				const both: Saved[] = [];
				play(chosen, {
					onSaved: (saved) => {
						if (saved.looked && saved.heard.after.length > 1) both.push(saved);
					},
				});
				expect(both).toEqual([]);
			}),
			{ numRuns: 1_500 },
		);
	});
});
