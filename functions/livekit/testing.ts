/**
 * A LiveKit server for tests. It lists whom the test let come and go, and notes what it was asked to do.
 *
 * @module
 */
import type { Person } from '../rooms/facts.ts';
import type { LiveKit } from './port.ts';

export interface TestPerson {
	readonly sid: string;
	readonly identity: string;
	readonly kind: Person['kind'];
}

interface TestRoom {
	/** Of this life of the name: a room that was deleted comes back under another one. */
	readonly sid: string;
	readonly createdAt: number;
	readonly people: Map<string, TestPerson>;
}

const DEPARTURE_SECONDS = 90;

export function makeTestServer(now: () => number) {
	const rooms = new Map<string, TestRoom>();
	const did: string[] = [];
	const looked: string[] = [];
	let silent = false;
	let lives = 0;
	const open = (name: string, people: Iterable<[string, TestPerson]> = []): TestRoom => {
		lives += 1;
		const room = { sid: `RM_${lives}`, createdAt: now(), people: new Map(people) };
		rooms.set(name, room);
		return room;
	};
	const lookUp: LiveKit['lookUp'] = async (name) => {
		looked.push(name);
		if (silent) return { outcome: 'unknown' };
		const room = rooms.get(name);
		if (room === undefined) return { outcome: 'absent' };
		const { sid, createdAt, people } = room;
		const departureMs = DEPARTURE_SECONDS * 1000;
		return { outcome: 'present', room: { sid, createdAt, departureMs }, people: [...people.values()] };
	};
	return {
		/** In order: `dispatch agent room`, `delete room`, `remove identity room`. */
		did,
		/** Rooms that were looked at, in order. */
		looked,
		/** Who joins a room makes it. */
		comes(name: string, person: TestPerson): void {
			(rooms.get(name) ?? open(name)).people.set(person.sid, person);
		},
		goes(name: string, sid: string): void {
			rooms.get(name)?.people.delete(sid);
		},
		/** Every room begins another life. Who was there joins again, under another sid: that is for the test to say. */
		restarts(): void {
			for (const name of [...rooms.keys()]) open(name);
		},
		/** Nothing is answered any more, or again. */
		fallsSilent(is = true): void {
			silent = is;
		},
		has: (name: string): boolean => rooms.has(name),
		/** A room as webhooks tell of it; one that is not there has its last word. */
		told(name: string) {
			const { sid, createdAt } = rooms.get(name) ?? { sid: `RM_${lives}`, createdAt: now() };
			return { name, sid, creationTimeMs: String(createdAt), departureTimeout: DEPARTURE_SECONDS };
		},
		livekit: {
			lookUp,
			lookUpAll: async (names) =>
				new Map(await Promise.all(names.map(async (name) => [name, await lookUp(name)] as const))),
			listRooms: async () =>
				silent ? null : [...rooms].map(([name, { sid, createdAt }]) => ({ name, sid, createdAt })),
			deleteRoom: async (name) => {
				did.push(`delete ${name}`);
				if (silent) return 'unknown';
				return rooms.delete(name) ? 'deleted' : 'absent';
			},
			dispatch: async (name, agent) => {
				did.push(`dispatch ${agent} ${name}`);
				return silent ? { outcome: 'unknown' } : { outcome: 'dispatched', id: `AD_${did.length}` };
			},
			removeParticipant: async (name, identity, sid) => {
				did.push(`remove ${identity} ${name}`);
				if (silent) return 'unknown';
				return rooms.get(name)?.people.delete(sid) ? 'removed' : 'absent';
			},
		} satisfies Partial<LiveKit>,
	};
}
