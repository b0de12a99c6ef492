import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimState, claimState } from '../claims.ts';
import { endOfRoom } from '../ending.ts';
import type { Facts } from '../facts.ts';
import { newestLife } from '../lives.ts';
import type { Observation } from '../observe.ts';
import { lastHumanLeft, present } from '../people.ts';
import { phase } from '../phase.ts';
import { policy } from '../testing.ts';
import { type History, history, plainHistory } from './histories.ts';
import { fold } from './news.ts';

const FAR = Number.MAX_SAFE_INTEGER;

/** Whom and what an observation is of. Of what nobody ever heard, no look-up can tell later. */
const subjects = (seen: Observation): readonly string[] => {
	switch (seen.kind) {
		case 'looked_up':
			return seen.look.people.map(({ sid }) => sid);
		case 'job_lost':
			return ['the loss of the job, which LiveKit does not know'];
		case 'joined':
		case 'left':
			return [seen.person.sid, seen.life?.sid ?? seen.person.sid];
		default:
			return [seen.life.sid];
	}
};

interface Told {
	readonly told: History;
	/** What has come through of it. */
	readonly rest: readonly Observation[];
}
const withLosses = (told: History): fc.Arbitrary<Told> =>
	fc.record({ told: fc.constant(told), rest: fc.subarray([...told.heard]) });

/** Of everybody and everything at least one piece of news has come through. */
const withSparseNews = (told: History): fc.Arbitrary<Told> =>
	fc.tuple(withLosses(told), fc.nat(9)).map(([{ rest }, choice]) => {
		const known = new Set(rest.flatMap(subjects));
		const missed = new Set(told.heard.flatMap(subjects).filter((subject) => !known.has(subject)));
		const one = (subject: string) => told.heard.filter((seen) => subjects(seen).includes(subject));
		return {
			told,
			rest: [...rest, ...[...missed].flatMap((subject) => one(subject).at(choice % one(subject).length) ?? [])],
		};
	});

/** With all news and with the rest of it, each with a look-up then. */
function compare({ told, rest }: Told, now: number): { readonly all: Facts; readonly some: Facts } {
	const look = told.lookAt(now);
	return { all: fold(told.before, [...told.heard, look]), some: fold(told.before, [...rest, look]) };
}

describe('P2: after any loss of news, and one look-up', () => {
	it('the same people are there', { timeout: 60_000 }, () => {
		const sids = ({ room }: Facts) =>
			(['human', 'agent', 'other'] as const).flatMap((kind) => present(room, kind).map(({ sid }) => sid));
		fc.assert(
			fc.property(history.chain(withLosses), (losses) => {
				const { all, some } = compare(losses, losses.told.end + 1);
				expect(sids(some)).toEqual(sids(all));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('the claim is in the same state; one that has died may be waited for to the end of a lease', {
		timeout: 60_000,
	}, () => {
		const states = (all: ClaimState, some: ClaimState) => `${all.state} ${some.state}`;
		fc.assert(
			fc.property(plainHistory.chain(withSparseNews), (losses) => {
				const now = losses.told.end + 1;
				const { all, some } = compare(losses, now);
				const [whole, partial] = [all, some].map(({ room }) => claimState(room, now, policy));
				if (whole && partial && states(whole, partial) !== 'dead pending') expect(partial.state).toBe(whole.state);
				const then = now + policy.claimLeaseMs;
				expect(claimState(some.room, then, policy).state).toBe(claimState(all.room, then, policy).state);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('the phase is the same; of a room that is gone the grace may go on', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(plainHistory.chain(withSparseNews), (losses) => {
				// Nobody is on the way any more.
				const now = losses.told.end + policy.arrivalMs;
				const { all, some } = compare(losses, now);
				const [whole, partial] = [phase(all, now, policy), phase(some, now, policy)];
				if (`${whole} ${partial}` !== 'empty grace_period') expect(partial).toBe(whole);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('the grace may end later, and never earlier', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(plainHistory.chain(withSparseNews), (losses) => {
				const { all, some } = compare(losses, losses.told.end + 1);
				const left = lastHumanLeft(all.room);
				const end = endOfRoom(some.room, policy);
				if (left === null || end === null) return;
				// Of a room that the server has finished the news may come after its grace.
				const grace = Math.min(policy.graceMs, (newestLife(all.room)?.departureMs ?? FAR) - policy.departureMarginMs);
				const whole = Math.min(endOfRoom(all.room, policy)?.at ?? FAR, left + grace);
				expect(end.at).toBeGreaterThanOrEqual(whole);
			}),
			{ numRuns: 2_000 },
		);
	});
});
