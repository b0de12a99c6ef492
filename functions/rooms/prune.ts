/**
 * Keeps a record small: what nobody asks about any more is dropped.
 *
 * @module
 */
import type { Facts, Person, RoomFacts } from './facts.ts';
import { newestLife } from './lives.ts';
import { lastHumanLeft, leaveOf, roomsOf } from './people.ts';
import type { Policy } from './policy.ts';

/** Fifty refreshes within ten minutes leave fifty of them. */
export const PEOPLE_KEPT = 64;
/** Ids of webhooks: LiveKit repeats one within half a minute. */
export const EVENTS_KEPT = 64;

export function prune(facts: Facts, now: number, policy: Policy): Facts {
	const { room } = facts;
	const before = now - policy.rememberMs;
	const people = peopleToKeep(room, before);
	// Without the life that they were in, those who have left it would be there again.
	const inUse = [newestLife(room)?.sid, ...people.flatMap(([, person]) => roomsOf(person))];
	const lives = Object.entries(room.lives).filter(([sid, { seenAt }]) => seenAt >= before || inUse.includes(sid));
	const looks = room.looks.filter(({ end }) => end >= before);
	const closed = facts.closed.filter(({ at }) => at >= before);
	const nothing =
		people.length === Object.keys(room.people).length &&
		lives.length === Object.keys(room.lives).length &&
		looks.length === room.looks.length &&
		closed.length === facts.closed.length;
	if (nothing) return facts;
	const kept = { people: Object.fromEntries(people), lives: Object.fromEntries(lives), looks };
	return { ...facts, closed, room: { ...room, ...kept } };
}

/** Everybody present, and who left lately; of the humans always the last one, whose leave began the grace. */
function peopleToKeep(room: RoomFacts, before: number): readonly [string, Person][] {
	const lastLeft = lastHumanLeft(room);
	const all = Object.entries(room.people).map(([sid, person]) => ({ sid, person, leave: leaveOf(person, room) }));
	const kept = all.filter(
		({ person, leave }) =>
			leave === null || leave >= before || (person.kind === 'human' && lastLeft !== null && leave >= lastLeft),
	);
	const byLeave = kept.sort((a, b) => (b.leave ?? Number.POSITIVE_INFINITY) - (a.leave ?? Number.POSITIVE_INFINITY));
	// What a leave was derived from goes with what is old.
	return byLeave
		.slice(0, PEOPLE_KEPT)
		.map(({ sid, person, leave }) => [sid, leave !== null && leave < before ? { ...person, leftAt: leave } : person]);
}
