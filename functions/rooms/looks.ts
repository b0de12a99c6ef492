/**
 * Look-ups: the server's own list, which is the truth where it matters. An answer that did not come is `unknown`, and
 * changes nothing.
 *
 * @module
 */
import type { Look, Person, RoomFacts } from './facts.ts';
import { lived } from './lives.ts';
import { listed } from './people.ts';

/** What the server listed, and between which times it was asked. */
export interface LookUp extends Look {
	/** Null: there is no room of that name. */
	readonly room: { readonly sid: string; readonly createdAt: number; readonly departureMs: number | null } | null;
	readonly people: readonly { readonly sid: string; readonly identity: string; readonly kind: Person['kind'] }[];
}

/** More in ten minutes are not needed: when the oldest is dropped, somebody's leave may count as later, never earlier. */
export const LOOKS_KEPT = 12;

export function lookedUp(room: RoomFacts, look: LookUp): RoomFacts {
	const { start, end } = look;
	let after = look.room === null ? room : lived(room, { ...look.room, at: end });
	for (const person of look.people) after = listed(after, { ...person, room: look.room?.sid ?? null, at: start }, end);
	if (after.looks.some((known) => known.start === start && known.end === end)) return after;
	const looks = [...after.looks, { start, end }].sort((a, b) => a.start - b.start || a.end - b.end);
	return { ...after, looks: looks.slice(-LOOKS_KEPT) };
}

/** When the server was last seen to be as the facts say; 0: never. */
export const lastLook = ({ looks }: RoomFacts): number => looks.at(-1)?.end ?? 0;
