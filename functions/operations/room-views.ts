/**
 * Rooms as an operator sees them: what the store says beside what LiveKit says.
 *
 * @module
 */
import { conversationOfKey } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { formatRoomName, parseRoomName, type RoomKey } from '../protocol/names.ts';
import type { AgentView, Orphan, PersonView, RoomView } from '../protocol/operator.ts';
import { claimState, isLive } from '../rooms/claims.ts';
import type { Look } from '../rooms/consider.ts';
import { isOpen } from '../rooms/deadline.ts';
import { endOfDeserted } from '../rooms/ending.ts';
import type { Facts } from '../rooms/facts.ts';
import { present } from '../rooms/people.ts';
import { phase } from '../rooms/phase.ts';
import { type LoadedRecord, loadRecord, lookAtAll } from './inspect.ts';
import { isDeserted } from './ledger.ts';

export interface RoomViews {
	/** False: LiveKit did not answer. */
	readonly livekit: boolean;
	/** There are more than were asked for. */
	readonly truncated: boolean;
	readonly rooms: readonly RoomView[];
}

/** Every room that is open by the store, or that LiveKit lists; `limit` of each at most. */
export async function viewRooms(deps: Deps, limit: number): Promise<RoomViews> {
	const { config, store, livekit } = deps;
	const [deadlines, listed] = await Promise.all([store.deadlines(limit + 1), livekit.listRooms()]);
	const due = deadlines.slice(0, limit).flatMap(({ key, at }) => {
		const whose = conversationOfKey(key);
		return whose?.stage === config.stage ? [{ whose, at }] : [];
	});
	const onServer = (listed ?? []).flatMap(({ name }) => {
		const room = parseRoomName(name);
		return room?.stage === config.stage ? [room] : [];
	});
	const shown = onServer.slice(0, limit);
	const records = await loadAll(deps, [...due.map(({ whose }) => whose), ...shown]);
	const open = [...records.values()].flatMap(({ whose, facts }): RoomKey[] =>
		facts !== null && isOpen(facts.room, deps.now(), deps.policy) ? [{ ...whose, generation: facts.generation }] : [],
	);
	const rooms = distinct([...open, ...shown]);
	const looks = listed === null ? [] : await lookAtMany(deps, rooms);
	const deadlineOf = new Map(due.map(({ whose, at }) => [whose.conversation, at]));
	return {
		livekit: listed !== null,
		truncated: deadlines.length > limit || onServer.length > limit,
		rooms: rooms.map((room, i) =>
			viewOf(deps, room, records.get(room.conversation) ?? null, {
				look: looks[i] ?? 'unknown',
				deadline: deadlineOf.get(room.conversation) ?? null,
			}),
		),
	};
}

const AT_ONCE = 25;
/** Of the rest it is said that LiveKit did not answer. */
const LOOKS_WITHIN_MS = 4_000;

async function loadAll(deps: Deps, all: readonly Whose[]): Promise<ReadonlyMap<string, LoadedRecord>> {
	const wanted = [...new Map(all.map(({ stage, conversation }) => [conversation, { stage, conversation }])).values()];
	const records = new Map<string, LoadedRecord>();
	for (let from = 0; from < wanted.length; from += AT_ONCE) {
		const some = await Promise.all(wanted.slice(from, from + AT_ONCE).map((whose) => loadRecord(deps, whose)));
		for (const record of some) if (record !== null) records.set(record.whose.conversation, record);
	}
	return records;
}

async function lookAtMany(deps: Deps, rooms: readonly RoomKey[]): Promise<readonly Look[]> {
	const end = deps.now() + LOOKS_WITHIN_MS;
	const looks: Look[] = [];
	for (let from = 0; from < rooms.length && deps.now() < end; from += AT_ONCE)
		looks.push(...(await lookAtAll(deps, rooms.slice(from, from + AT_ONCE))));
	return looks;
}

const distinct = (rooms: readonly RoomKey[]): readonly RoomKey[] => [
	...new Map(rooms.map((room) => [formatRoomName(room), room])).values(),
];

interface Seen {
	readonly look: Look;
	readonly deadline: number | null;
}

/** @param record null: it could not be read */
function viewOf(deps: Deps, room: RoomKey, record: LoadedRecord | null, { look, deadline }: Seen): RoomView {
	const name = formatRoomName(room);
	const facts = record?.facts ?? null;
	const isCurrent = facts?.generation === room.generation;
	const seen = look === null || look === 'unknown' ? null : look.look;
	const view = {
		name,
		stored: facts !== null && isCurrent ? storedOf(deps, name, facts, deadline) : null,
		orphan: record && orphanOf(deps, room, record.facts, seen !== null && seen.room !== null),
	};
	if (seen === null) return view;
	const { room: listed, people } = seen;
	return { ...view, listed: listed && { sid: listed.sid, createdAt: listed.createdAt, people: [...people] } };
}

function storedOf(deps: Deps, name: string, facts: Facts, deadline: number | null) {
	const { policy } = deps;
	const now = deps.now();
	const { room } = facts;
	const end = endOfDeserted(room, policy);
	const people = (['human', 'agent', 'other'] as const).flatMap((kind) =>
		present(room, kind).map(({ sid, identity }): PersonView => ({ sid, identity, kind })),
	);
	return {
		phase: phase(facts, now, policy),
		people,
		agent: agentOf(deps, name, facts, now),
		deadline,
		graceEnds: end?.reason === 'grace_expired' ? end.at : null,
		trace: room.trace ?? null,
	};
}

/** Null: no job has claimed the room, or the claim of the last one is dead. */
function agentOf({ config, policy }: Deps, room: string, facts: Facts, now: number): AgentView | null {
	const { claim } = facts.room;
	if (claim === null) return null;
	const state = claimState(facts.room, now, policy);
	const isListed = present(facts.room, 'agent').some(({ identity }) => identity === `agent-${claim.jobId}`);
	if (!isLive(state) && !isListed) return null;
	const { jobId, epoch, grantedAt, worker = null } = claim;
	return {
		room,
		jobId,
		agentName: facts.room.agent ?? config.agentNames[0],
		epoch,
		state: state.state === 'pending' || state.state === 'bound' ? state.state : 'gone',
		ageMs: now - grantedAt,
		worker,
	};
}

function orphanOf(
	{ now, policy }: Deps,
	{ generation }: RoomKey,
	facts: Facts | null,
	isListed: boolean,
): Orphan | null {
	if (facts === null) return isListed ? 'unknown' : null;
	if (generation < facts.generation) return isListed ? 'tombstone' : null;
	return generation === facts.generation && isDeserted(facts, now(), policy) ? 'deserted' : null;
}
