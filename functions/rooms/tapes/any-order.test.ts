import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimState } from '../claims.ts';
import { decide } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { Observation } from '../observe.ts';
import { present } from '../people.ts';
import { phase } from '../phase.ts';
import { fold } from '../promises/news.ts';
import { asked, at, claimed, policy } from '../testing.ts';
import { jobsOf, listed, readTape, roomsOf, TAPES } from './testing.ts';

const named = await Promise.all(TAPES.map(async (tape) => (await roomsOf(tape)).map((room) => ({ tape, room }))));
const rooms = await Promise.all(
	named.flat().map(async ({ tape, room }) => ({ name: `${room} (${tape})`, heard: await readTape(tape, room) })),
);

/** The first agent has its claim; the others were not asked for. */
const recordOf = (heard: readonly Observation[]): Facts => {
	const [job] = jobsOf(heard);
	return job === undefined ? asked : claimed(asked, job, 0);
};
const sids = ({ room }: Facts) =>
	(['human', 'agent'] as const).flatMap((kind) => present(room, kind).map(({ sid }) => sid));

describe.each(rooms)('what was heard of $name', ({ heard }) => {
	const partOf = fc.nat(heard.length).map((length) => heard.slice(0, length));

	it('decides the same in any order, and when it is heard twice', () => {
		const mixed = partOf.chain((part) =>
			fc.tuple(fc.constant(part), fc.shuffledSubarray([...part, ...part], { minLength: 2 * part.length })),
		);
		fc.assert(
			fc.property(mixed, fc.nat(100), ([part, other], seconds) => {
				const now = (part.at(-1)?.at ?? at(0)) + seconds * 1000;
				const [straight, shuffled] = [part, other].map((some) => fold(recordOf(heard), some));
				if (straight === undefined || shuffled === undefined) return;
				expect(decide(shuffled, now, policy)).toEqual(decide(straight, now, policy));
				expect(phase(shuffled, now, policy)).toBe(phase(straight, now, policy));
			}),
			{ numRuns: 30 },
		);
	});

	it('is not missed after a look-up', () => {
		const thinned = partOf.chain((part) => fc.tuple(fc.constant(part), fc.subarray([...part])));
		fc.assert(
			fc.property(thinned, ([part, rest]) => {
				const now = (part.at(-1)?.at ?? at(0)) + 30_000;
				const look = listed(part, now);
				const whole = fold(recordOf(heard), [...part, look]);
				const partial = fold(recordOf(heard), [...rest, look]);
				expect(sids(partial)).toEqual(sids(whole));
				// One that has died may be waited for to the end of a lease.
				const [state, partialState] = [whole, partial].map(
					({ room }) => claimState(room, now + policy.claimLeaseMs, policy).state,
				);
				expect(partialState).toBe(state);
			}),
			{ numRuns: 30 },
		);
	});
});
