/**
 * Who is in the room, as a set of sids that only grows: news of joining and leaving may come in any order and any number
 * of times.
 *
 * @module
 */
import type { Person, RoomFacts } from './facts.ts';
import { isLater, type KnownLife, knownLives, newestOf } from './lives.ts';
import { earliest, latest } from './order.ts';

export interface Seen {
	readonly sid: string;
	readonly identity: string;
	readonly kind: Person['kind'];
	/** Sid of the room, when it was said. */
	readonly room: string | null;
	readonly at: number;
}

export interface SeenLeaving extends Seen {
	readonly why: 'replaced' | 'server_gone' | 'left';
}

/** Somebody was seen in the room. A leave of the same sid that was heard of earlier stands: a sid never returns. */
export const joined = (room: RoomFacts, seen: Seen): RoomFacts => merge(room, seen, {});

/** Somebody was seen to leave. The earliest leave counts. */
export const left = (room: RoomFacts, seen: SeenLeaving): RoomFacts =>
	merge(room, seen, {
		leftAt: seen.at,
		replaced: seen.why === 'replaced',
		serverGone: seen.why === 'server_gone',
	});

/**
 * A look-up that started at `at` listed it, at some moment until `end`. Of two look-ups at the same time, the one that did
 * not list it may have been the earlier one.
 */
export const listed = (room: RoomFacts, seen: Seen, end: number): RoomFacts => merge(room, seen, { listedAt: end });

type News = Partial<Pick<Person, 'listedAt' | 'leftAt' | 'replaced' | 'serverGone'>>;

/** Only minima, maxima and disjunctions. */
function merge(room: RoomFacts, { sid, identity, kind, room: life, at }: Seen, news: News): RoomFacts {
	const known = room.people[sid];
	const person: Person = {
		identity,
		kind: surer(known?.kind ?? kind, kind),
		...saidRooms([...roomsOf(known), life]),
		seenAt: Math.min(known?.seenAt ?? at, at),
		listedAt: latest(known?.listedAt ?? null, news.listedAt ?? null),
		leftAt: earliest(known?.leftAt ?? null, news.leftAt ?? null),
		replaced: (known?.replaced ?? false) || (news.replaced ?? false),
		serverGone: (known?.serverGone ?? false) || (news.serverGone ?? false),
	};
	return known !== undefined && isSame(known, person) ? room : { ...room, people: { ...room.people, [sid]: person } };
}

/** Sids of the room that were said of somebody. */
export const roomsOf = (person: Person | undefined): readonly string[] =>
	person === undefined || person.room === null ? [] : [person.room, ...(person.otherRooms ?? [])];

function saidRooms(all: readonly (string | null)[]): Pick<Person, 'room' | 'otherRooms'> {
	const [first = null, ...others] = [...new Set(all.filter((sid) => sid !== null))].sort();
	return others.length === 0 ? { room: first } : { room: first, otherRooms: others };
}

/** Who says `agent` has seen more than who does not. */
const surer = (a: Person['kind'], b: Person['kind']): Person['kind'] => (a === 'human' ? b : b === 'agent' ? b : a);

const isSame = (a: Person, b: Person): boolean =>
	a.kind === b.kind &&
	a.room === b.room &&
	a.otherRooms?.length === b.otherRooms?.length &&
	a.seenAt === b.seenAt &&
	a.listedAt === b.listedAt &&
	a.leftAt === b.leftAt &&
	a.replaced === b.replaced &&
	a.serverGone === b.serverGone;

/**
 * When somebody had left, as far as it is known; null while present. They were seen to leave, or their life of the room
 * is over, or a look-up that began after they were last known to be there did not list them.
 */
export function leaveOf(person: Person, room: RoomFacts): number | null {
	return earliest(person.leftAt, earliest(endOfTheirLife(person, room), absentSince(person, room)));
}

/** Their life was finished, or another one has followed it. */
function endOfTheirLife(person: Person, room: RoomFacts): number | null {
	const lives = knownLives(room);
	// Of several that were said the newest is right: nobody is ever listed in a life that is still to come.
	const said = roomsOf(person);
	const own = newestOf(said.length === 0 ? lives : lives.filter(({ sid }) => said.includes(sid)));
	// News of somebody may overtake the news of the life that they are in.
	if (own === null) return null;
	const isAfterThem = (life: KnownLife) => (person.room === null ? life.seenAt > person.seenAt : isLater(life, own));
	const followed = lives
		.filter(isAfterThem)
		.reduce<number | null>((first, { seenAt }) => earliest(first, seenAt), null);
	return earliest(own.finishedAt, followed && Math.max(followed, person.seenAt));
}

function absentSince(person: Person, { looks }: RoomFacts): number | null {
	const known = Math.max(person.seenAt, person.listedAt ?? 0);
	return looks.filter(({ start }) => start > known).reduce<number | null>((end, look) => earliest(end, look.end), null);
}

export const isPresent = (person: Person, room: RoomFacts): boolean => leaveOf(person, room) === null;

export interface Present extends Person {
	readonly sid: string;
}

/** In order of their sids, because they were heard of in any. */
export const present = (room: RoomFacts, kind: Person['kind']): readonly Present[] =>
	Object.entries(room.people)
		.filter(([, person]) => person.kind === kind && isPresent(person, room))
		.map(([sid, person]) => ({ ...person, sid }))
		.sort((a, b) => (a.sid < b.sid ? -1 : 1));

/** When the last human had left; null while one is there, or when none ever was. */
export function lastHumanLeft(room: RoomFacts): number | null {
	let last: number | null = null;
	for (const person of Object.values(room.people)) {
		if (person.kind !== 'human') continue;
		const leave = leaveOf(person, room);
		if (leave === null) return null;
		last = latest(last, leave);
	}
	return last;
}
