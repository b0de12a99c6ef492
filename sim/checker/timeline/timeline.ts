/**
 * A trace, put in order for those who judge it: who was where from when to when, and what the API could know of it.
 *
 * @module
 */
import type { Kind, Of, Settings, Trace } from '../../trace.ts';
import { type Knowledge, makeKnowledge } from './knowledge.ts';
import { makePatience, type Patience } from './patience.ts';
import { keptLooks, type Saved, savesIn } from './saves.ts';
import type { Span } from './spans.ts';

/** One life of a room name on LiveKit. */
export interface Life extends Span {
	readonly room: string;
	readonly sid: string;
	readonly departureMs: number;
	readonly why: string | null;
}

/** A participant, as long as LiveKit lists it. */
export interface Stay extends Span {
	readonly room: string;
	readonly roomSid: string;
	readonly sid: string;
	readonly identity: string;
	readonly who: 'human' | 'agent';
	readonly why: string | null;
}

/** A participant, as long as it is really there. */
export interface Presence extends Span {
	readonly room: string;
	readonly sid: string;
	readonly identity: string;
	readonly who: 'human' | 'agent';
	readonly client: string;
}

export interface Timeline {
	readonly trace: Trace;
	readonly settings: Settings;
	readonly end: number;
	readonly of: <K extends Kind>(kind: K) => readonly Of<K>[];
	readonly rooms: readonly string[];
	readonly lives: (room: string) => readonly Life[];
	readonly stays: (room: string) => readonly Stay[];
	readonly presences: (room: string) => readonly Presence[];
	/** Of a conversation's record, in their order. */
	readonly saves: (conversation: string) => readonly Saved[];
	readonly knowledge: Knowledge;
	readonly patience: Patience;
}

export function makeTimeline(trace: Trace): Timeline {
	const { events, end, settings } = trace;
	const known: { [K in Kind]?: readonly Of<K>[] } = {};
	function of<K extends Kind>(kind: K): readonly Of<K>[] {
		const before: readonly Of<K>[] | undefined = known[kind];
		if (before !== undefined) return before;
		const found = events.filter((event): event is Of<K> => event.kind === kind);
		Object.assign(known, { [kind]: found });
		return found;
	}

	const lives = grouped(livesIn(of('room_started'), of('room_finished'), end));
	const stays = grouped(staysIn(of('joined'), of('left'), end));
	const presences = grouped(presencesIn(of('present'), end));
	const saves = savesIn(of('saved'));
	return {
		trace,
		settings,
		end,
		of,
		rooms: [...lives.keys()],
		lives: (room) => lives.get(room) ?? [],
		stays: (room) => stays.get(room) ?? [],
		presences: (room) => presences.get(room) ?? [],
		saves: (conversation) => saves.get(conversation) ?? [],
		knowledge: makeKnowledge(of('told'), keptLooks(of('looked'), saves)),
		patience: makePatience({ troubles: of('trouble'), livekit: of('livekit'), workers: of('worker'), settings, end }),
	};
}

function grouped<T extends { readonly room: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(one.room, [...(groups.get(one.room) ?? []), one]);
	return groups;
}

const livesIn = (
	started: readonly Of<'room_started'>[],
	finished: readonly Of<'room_finished'>[],
	end: number,
): readonly Life[] => {
	const ends = new Map(finished.map((one) => [one.sid, one]));
	return started.map(({ room, sid, at, departureMs }) => {
		const last = ends.get(sid);
		return { room, sid, departureMs, from: at, to: last?.at ?? end, why: last?.why ?? null };
	});
};

const staysIn = (joined: readonly Of<'joined'>[], left: readonly Of<'left'>[], end: number): readonly Stay[] => {
	const ends = new Map(left.map((one) => [one.sid, one]));
	return joined.map(({ room, roomSid, sid, identity, who, at }) => {
		const last = ends.get(sid);
		return { room, roomSid, sid, identity, who, from: at, to: last?.at ?? end, why: last?.why ?? null };
	});
};

function presencesIn(changes: readonly Of<'present'>[], end: number): readonly Presence[] {
	const open = new Map<string, Of<'present'>>();
	const all: Presence[] = [];
	const close = ({ room, sid, identity, who, client, at: from }: Of<'present'>, to: number) =>
		all.push({ room, sid, identity, who, client, from, to });
	for (const change of changes) {
		const begun = open.get(change.sid);
		if (change.is) open.set(change.sid, change);
		else if (begun !== undefined) {
			close(begun, change.at);
			open.delete(change.sid);
		}
	}
	for (const begun of open.values()) close(begun, end);
	return all;
}
