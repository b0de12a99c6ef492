/**
 * Incarnations: one life of a room name on the server. A restart of the server begins a new one under the open name; the
 * newest wins, and `room_finished` ends only its own.
 *
 * @module
 */
import type { Life, Person, RoomFacts } from './facts.ts';
import { earliest } from './order.ts';

export interface LifeSeen {
	readonly sid: string;
	/** By the server's clock. */
	readonly createdAt: number;
	readonly departureMs: number | null;
	readonly at: number;
}

/** The room lives, or lived, under this sid. */
export function lived(room: RoomFacts, { sid, createdAt, departureMs, at }: LifeSeen): RoomFacts {
	const known = room.lives[sid];
	return withLife(room, sid, {
		createdAt,
		seenAt: Math.min(known?.seenAt ?? at, at),
		finishedAt: known?.finishedAt ?? null,
		departureMs: known?.departureMs ?? departureMs,
	});
}

/** The server has finished one life of the room. The earliest news of it counts. */
export function finished(room: RoomFacts, seen: LifeSeen): RoomFacts {
	const after = lived(room, seen);
	const life = after.lives[seen.sid];
	return life === undefined
		? after
		: withLife(after, seen.sid, { ...life, finishedAt: earliest(life.finishedAt, seen.at) });
}

function withLife(room: RoomFacts, sid: string, life: Life): RoomFacts {
	const known = room.lives[sid];
	const same =
		known?.seenAt === life.seenAt && known.finishedAt === life.finishedAt && known.departureMs === life.departureMs;
	return same ? room : { ...room, lives: { ...room.lives, [sid]: life } };
}

export interface KnownLife extends Life {
	readonly sid: string;
}

export const knownLives = ({ lives }: RoomFacts): readonly KnownLife[] =>
	Object.entries(lives).map(([sid, life]) => ({ ...life, sid }));

/** Sids break a tie, so that the order of news does not. */
export const isLater = (a: KnownLife, b: KnownLife): boolean =>
	a.createdAt > b.createdAt || (a.createdAt === b.createdAt && a.sid > b.sid);

/** The life that counts. */
export const newestLife = (room: RoomFacts): KnownLife | null => newestOf(knownLives(room));

export const newestOf = (lives: readonly KnownLife[]): KnownLife | null =>
	lives.reduce<KnownLife | null>((newest, life) => (newest && isLater(newest, life) ? newest : life), null);

/** When the room was over; null: it lives. Who is in a life of which nothing was heard yet came after the others. */
export function finishedAt(room: RoomFacts): number | null {
	const isLaterOne = ({ room: life, otherRooms = [] }: Person) =>
		life !== null && [life, ...otherRooms].some((sid) => room.lives[sid] === undefined);
	return Object.values(room.people).some(isLaterOne) ? null : (newestLife(room)?.finishedAt ?? null);
}
