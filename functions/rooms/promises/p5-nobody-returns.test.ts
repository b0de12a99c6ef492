import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRoom } from '../facts.ts';
import { newestLife } from '../lives.ts';
import { leaveOf } from '../people.ts';
import { policy } from '../testing.ts';
import { circumstances } from './chaos.ts';
import { makeWorld, type Saved, SWEEP_MS } from './world.ts';

/** Until a look-up is answered. */
const LOOK_MS = 100;
const call = fc.record({
	comesAfter: fc.nat(20_000),
	talks: fc.nat(400_000),
	vanishes: fc.boolean(),
	restarts: fc.boolean(),
	restartsAfter: fc.option(fc.nat(50_000)),
	returnsAfter: fc.nat(59_000),
	arrivesAfter: fc.nat(20_000),
	...circumstances,
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

function talk(chosen: Call) {
	const saves: Saved[] = [];
	const world = makeWorld({ ...chosen, onSaved: (saved) => saves.push(saved) });
	const { clock } = world;
	const room = world.asks();
	clock.pass(chosen.comesAfter);
	world.joins(room);
	clock.pass(chosen.talks);
	const goes = () => (chosen.vanishes ? world.vanishes(room) : world.leaves(room));
	return { world, clock, room, saves, goes };
}

/** When it was known for good that the last human has gone; null: none was ever seen. */
function knownToBeGone(saves: readonly Saved[]): number | null {
	const gone = new Map<string, number>();
	for (const { at, facts } of saves)
		for (const [sid, person] of Object.entries(facts.room.people)) {
			if (person.kind !== 'human') continue;
			if (leaveOf(person, facts.room) === null) gone.delete(sid);
			else if (!gone.has(sid)) gone.set(sid, at);
		}
	return gone.size === 0 ? null : Math.max(...gone.values());
}

/** When its newest life was first seen; null: never. */
const lastBegun = (saves: readonly Saved[]): number | null =>
	newestLife(saves.at(-1)?.facts.room ?? emptyRoom)?.seenAt ?? null;

describe('P5: when nobody returns', () => {
	it('the room is closed within the grace and one sweep of the observed leave', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(call, (chosen) => {
				const { world, clock, room, saves, goes } = talk(chosen);
				if (chosen.restarts) {
					world.restarts();
					clock.pass(10_000);
				}
				goes();
				if (chosen.restartsAfter !== null) {
					clock.pass(chosen.restartsAfter);
					world.restarts();
				}
				clock.pass(600_000);
				expect(world.server(room).listing().room).toBeNull();
				const open = saves.filter(({ facts }) => facts.generation === room);
				const begun = lastBegun(open);
				const from = knownToBeGone(open) ?? (begun === null ? null : begun + policy.orphanMs);
				// Of a call of which nothing at all was heard nothing is left to close.
				if (from === null) return;
				const closed = saves.find(({ facts }) => facts.generation > room);
				expect(closed?.at ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(from + policy.graceMs + SWEEP_MS + LOOK_MS);
			}),
			{ numRuns: 1_500 },
		);
	});

	it('but somebody within the grace, it is the same room and the same agent', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(call, (chosen) => {
				const { world, clock, room, saves, goes } = talk(chosen);
				// The agent is there.
				clock.pass(20_000);
				const claim = world.facts()?.room.claim;
				const from = saves.length;
				goes();
				clock.pass(chosen.returnsAfter);
				expect(world.asks()).toBe(room);
				clock.pass(chosen.arrivesAfter);
				world.joins(room);
				clock.pass(600_000);
				expect(world.facts()).toMatchObject({ generation: room, room: { claim } });
				expect(saves.slice(from).flatMap(({ effects }) => effects)).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});
});
