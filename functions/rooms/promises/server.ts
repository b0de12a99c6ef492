/**
 * LiveKit, as far as the core can tell: one room name with its lives, sids that never return, evictions, the dead who are
 * listed for 20 s, the end of a deserted room, and a restart of which nobody is told.
 *
 * @module
 */
import type { LookUp } from '../looks.ts';
import type { SeenLeaving } from '../people.ts';
import type { Clock } from './clock.ts';

/** So long somebody is listed who went without a word. */
const GHOST_MS = 20_000;
/** Without somebody's token to say otherwise: a room that an agent makes live again. */
const DEFAULT_DEPARTURE_MS = 20_000;
/** The server has a clock of its own. */
const AHEAD_MS = 1_700;

export type Member = LookUp['people'][number];
type RoomLife = NonNullable<LookUp['room']>;

/** What the server tells by webhook. */
export type Told = ToldOfRoom | ToldOfMember;

interface ToldOfRoom {
	readonly event: 'room_started' | 'room_finished';
	readonly life: RoomLife;
}

export type ToldOfMember = (
	| { readonly event: 'joined' }
	| { readonly event: 'left'; readonly why: SeenLeaving['why'] }
) & { readonly life: RoomLife; readonly member: Member };

export interface ServerOptions {
	/** Part of all sids. */
	readonly name: string;
	/** As people's tokens say. */
	readonly departureMs: number;
	readonly clock: Clock;
	readonly tell: (told: Told) => void;
}

export type Server = ReturnType<typeof makeServer>;

export function makeServer({ name, departureMs, clock, tell }: ServerOptions) {
	let life: RoomLife | null = null;
	let members: readonly Member[] = [];
	let count = 0;
	/** How often it was deserted. */
	let desertions = 0;

	const nextSid = (prefix: string) => {
		count += 1;
		return `${prefix}_${name}${count}`;
	};

	function begin(kind: Member['kind']): RoomLife {
		const timeout = kind === 'human' ? departureMs : DEFAULT_DEPARTURE_MS;
		life = { sid: nextSid('RM'), createdAt: clock.now() + AHEAD_MS, departureMs: timeout };
		tell({ event: 'room_started', life });
		return life;
	}

	function drop(member: Member, why: SeenLeaving['why']): void {
		if (life === null) return;
		members = members.filter(({ sid }) => sid !== member.sid);
		tell({ event: 'left', life, member, why });
		if (member.kind === 'human' && !members.some(({ kind }) => kind === 'human')) departs(life);
	}

	function departs({ departureMs: timeout }: RoomLife): void {
		desertions += 1;
		const mine = desertions;
		clock.later(timeout ?? DEFAULT_DEPARTURE_MS, () => {
			if (mine === desertions) end();
		});
	}

	function end(why: SeenLeaving['why'] = 'left'): void {
		if (life === null) return;
		for (const member of members) drop(member, why);
		tell({ event: 'room_finished', life });
		restart();
	}

	function restart(): void {
		desertions += 1;
		life = null;
		members = [];
	}

	const leave = (sid: string): void => {
		for (const member of members) if (member.sid === sid) drop(member, 'left');
	};

	return {
		listing: (): Pick<LookUp, 'room' | 'people'> => ({ room: life, people: members }),
		find: (identity: string) => members.find((member) => member.identity === identity),
		/** Creates the room when there is none, and evicts whoever has the same identity. */
		join(identity: string, kind: Member['kind']): Member {
			const into = life ?? begin(kind);
			const before = members.find((member) => member.identity === identity);
			const member = { sid: nextSid('PA'), identity, kind };
			members = [...members, member];
			if (kind === 'human') desertions += 1;
			if (before !== undefined) drop(before, 'replaced');
			tell({ event: 'joined', life: into, member });
			return member;
		},
		leave,
		/** Somebody goes without a word. */
		vanish: (sid: string) => clock.later(GHOST_MS, () => leave(sid)),
		end,
		restart,
		/** In good order: everybody is told. */
		shutDown: () => end('server_gone'),
	};
}
