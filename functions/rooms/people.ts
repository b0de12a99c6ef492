/**
 * Who is in the room, as a set of sids that only grows: joined and left may come in any order and any number of times.
 *
 * @module
 */
import type { Person, RoomFacts } from './facts.ts';

export interface Seen {
	readonly sid: string;
	readonly identity: string;
	readonly kind: Person['kind'];
	readonly at: number;
}

/** Somebody was seen in the room. A leave of the same sid that arrived earlier stands: a sid never returns. */
export const joined = (room: RoomFacts, seen: Seen): RoomFacts => merge(room, seen, null);

/** Somebody was seen to leave. The earliest leave counts, so that a doubled event moves nothing. */
export const left = (room: RoomFacts, seen: Seen): RoomFacts => merge(room, seen, seen.at);

/** Only minima: that is what makes order and repetition not matter. */
function merge(room: RoomFacts, { sid, identity, kind, at }: Seen, leftAt: number | null): RoomFacts {
	const known = room.people[sid];
	const person: Person = {
		identity,
		kind,
		joinedAt: Math.min(known?.joinedAt ?? at, at),
		leftAt: earlier(known?.leftAt ?? null, leftAt),
	};
	if (known?.joinedAt === person.joinedAt && known.leftAt === person.leftAt) return room;
	return { ...room, people: { ...room.people, [sid]: person } };
}

const earlier = (a: number | null, b: number | null): number | null =>
	a === null || b === null ? (a ?? b) : Math.min(a, b);
