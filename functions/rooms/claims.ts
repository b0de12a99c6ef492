/**
 * The claim: at most one agent job serves a room. Its epoch is a fencing number, so that what a replaced agent still
 * writes is refused.
 *
 * @module
 */
import { agentIdentity } from '../protocol/names.ts';
import { type Claim, type Facts, inRoom, type Person, type RoomFacts } from './facts.ts';
import { newestLife } from './lives.ts';
import { earliest } from './order.ts';
import { leaveOf, present, roomsOf } from './people.ts';
import type { Policy } from './policy.ts';

export type ClaimState =
	| { readonly state: 'none' }
	/** Its agent is not in the room yet, or not again. */
	| { readonly state: 'pending'; readonly until: number }
	| { readonly state: 'bound' }
	| { readonly state: 'dead'; readonly since: number };

/** A claim dies by report, by an observed leave of its agent, or by its lease. */
export function claimState(room: RoomFacts, now: number, policy: Policy): ClaimState {
	const { claim } = room;
	if (claim === null) return { state: 'none' };
	if (claim.lostAt !== null) return { state: 'dead', since: claim.lostAt };
	const agents = Object.values(room.people).filter((person) => isAgentOf(claim, person));
	const leaves = agents.map((person) => leaveOf(person, room));
	if (leaves.includes(null)) return { state: 'bound' };
	const left = leaves.reduce<number>((last, leave) => Math.max(last, leave ?? 0), 0);
	if (left > claim.grantedAt && !comesBack(room, agents)) return { state: 'dead', since: left };
	const until = Math.max(claim.grantedAt, left) + policy.claimLeaseMs;
	return now < until ? { state: 'pending', until } : { state: 'dead', since: until };
}

export const isLive = ({ state }: ClaimState): boolean => state === 'pending' || state === 'bound';

export const isAgentOf = (claim: Claim, person: Pick<Person, 'kind' | 'identity'>): boolean =>
	person.kind === 'agent' && person.identity === agentIdentity(claim.jobId);

/** The server restarted and the same job joins again; or its own reconnect has put it out. */
function comesBack(room: RoomFacts, agents: readonly Person[]): boolean {
	const newest = newestLife(room);
	const ofNewest = agents.filter((agent) => agent.room === null || roomsOf(agent).includes(newest?.sid ?? ''));
	return ofNewest.length === 0 || ofNewest.every(({ replaced }) => replaced);
}

export interface ClaimRequest {
	readonly generation: number;
	readonly jobId: string;
	/** Whose job it is; absent: it does not say. */
	readonly worker?: string;
}

export type ClaimOutcome =
	| { readonly outcome: 'granted' | 'granted_again'; readonly facts: Facts; readonly epoch: number }
	| { readonly outcome: 'room_closed' | 'claim_taken'; readonly facts: Facts };

/** A job asks to serve the room of `generation`. The same job asking again gets the same epoch. */
export function claim(facts: Facts, request: ClaimRequest, now: number, policy: Policy): ClaimOutcome {
	if (request.generation < facts.generation) return { outcome: 'room_closed', facts };
	const held = facts.room.claim;
	if (held !== null && held.lostAt === null && held.jobId === request.jobId)
		return { outcome: 'granted_again', facts, epoch: held.epoch };
	const isTaken =
		held === null ? isServedByOther(facts.room, request.jobId) : isLive(claimState(facts.room, now, policy));
	if (isTaken) return { outcome: 'claim_taken', facts };
	const epoch = facts.epoch + 1;
	const { jobId, worker } = request;
	const replaces = replacesOne(facts.room);
	const granted: Claim = {
		jobId,
		epoch,
		grantedAt: now,
		replaces,
		lostAt: null,
		...(worker === undefined ? {} : { worker }),
	};
	return { outcome: 'granted', epoch, facts: inRoom({ ...facts, epoch }, (room) => ({ ...room, claim: granted })) };
}

/** The record that knew its claim was lost, and the agent goes on. */
const isServedByOther = (room: RoomFacts, jobId: string): boolean =>
	present(room, 'agent').some(({ identity }) => identity !== agentIdentity(jobId));

/** Somebody heard another agent in this room, or might have. */
const replacesOne = (room: RoomFacts): boolean =>
	(room.claim?.replaces ?? false) || Object.values(room.people).some(({ kind }) => kind === 'agent');

/** The process of a job has ended. News of a job that serves no more changes nothing. */
export const lost = (facts: Facts, jobId: string, at: number): Facts =>
	inRoom(facts, (room) =>
		room.claim?.jobId !== jobId || room.claim.lostAt === earliest(room.claim.lostAt, at)
			? room
			: { ...room, claim: { ...room.claim, lostAt: earliest(room.claim.lostAt, at) } },
	);

export interface Writer {
	readonly generation: number;
	readonly jobId: string;
	readonly epoch: number;
}

/**
 * Who writes is the job of the claim. A record that knows of no claim and of no such epoch is one that the store has
 * lost and that was begun anew: it takes the job over as it is, so that a call goes on. Null: the writer must leave.
 */
export function asWriter(facts: Facts, writer: Writer, now: number): Facts | null {
	const { generation, jobId, epoch } = writer;
	if (generation !== facts.generation) return null;
	const held = facts.room.claim;
	if (held !== null) return held.jobId === jobId && held.epoch === epoch && held.lostAt === null ? facts : null;
	if (epoch <= facts.epoch) return null;
	const adopted: Claim = { jobId, epoch, grantedAt: now, replaces: false, lostAt: null };
	return inRoom({ ...facts, epoch }, (room) => ({ ...room, claim: adopted }));
}
