/**
 * One room as an operator sees it: what the store says beside what LiveKit says.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { formatRoomName, type RoomKey } from '../protocol/names.ts';
import type { AgentView, Orphan, PersonView, RoomView } from '../protocol/operator.ts';
import { claimState, isLive } from '../rooms/claims.ts';
import { endOfDeserted } from '../rooms/ending.ts';
import type { Facts } from '../rooms/facts.ts';
import { present } from '../rooms/people.ts';
import { phase } from '../rooms/phase.ts';
import type { LoadedRecord } from './inspect.ts';
import { isDeserted } from './ledger.ts';

export interface Seen {
	/** By LiveKit, as in {@link RoomView}. */
	readonly listed: RoomView['listed'];
	/** Undefined: not known. */
	readonly deadline: number | null | undefined;
}

type ViewDeps = Pick<Deps, 'config' | 'policy' | 'now'>;

/** @param record null: it could not be read */
export function viewOf(
	deps: ViewDeps,
	room: RoomKey,
	record: LoadedRecord | null,
	{ listed, deadline }: Seen,
): RoomView {
	const name = formatRoomName(room);
	const facts = record?.facts ?? null;
	const isCurrent = facts?.generation === room.generation;
	const view = {
		name,
		stored: facts !== null && isCurrent ? storedOf(deps, name, facts, deadline) : null,
		orphan: record && orphanOf(deps, room, record.facts, listed !== undefined && listed !== null),
		...(record === null ? { unread: true as const } : {}),
	};
	return listed === undefined ? view : { ...view, listed };
}

function storedOf(deps: ViewDeps, name: string, facts: Facts, deadline: Seen['deadline']) {
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
		...(deadline === undefined ? {} : { deadline }),
		graceEnds: end?.reason === 'grace_expired' ? end.at : null,
		trace: room.trace ?? null,
	};
}

/** Null: no job has claimed the room, or the claim of the last one is dead. */
function agentOf({ config, policy }: ViewDeps, room: string, facts: Facts, now: number): AgentView | null {
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
	{ now, policy }: ViewDeps,
	{ generation }: RoomKey,
	facts: Facts | null,
	isListed: boolean,
): Orphan | null {
	if (facts === null) return isListed ? 'unknown' : null;
	if (generation < facts.generation) return isListed ? 'tombstone' : null;
	return generation === facts.generation && isDeserted(facts, now(), policy) ? 'deserted' : null;
}
