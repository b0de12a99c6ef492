/**
 * The claim: at most one agent job serves a room. Its epoch is a fencing number, so that what a replaced agent still
 * writes is refused.
 *
 * @module
 */
import type { Claim, Facts } from './facts.ts';
import type { Policy } from './policy.ts';

export type ClaimOutcome =
	| { readonly outcome: 'granted' | 'granted_again'; readonly facts: Facts; readonly epoch: number }
	| { readonly outcome: 'room_closed' | 'claim_taken'; readonly facts: Facts };

/** A pending claim lives by its lease, a bound one until its agent is seen to leave. */
export function isLive(claim: Claim, facts: Facts, now: number): boolean {
	if (claim.state === 'pending') return now < claim.leaseUntil;
	return facts.room.people[claim.sid]?.leftAt == null;
}

/** A job asks to serve the room of `generation`. The same job asking again gets the same epoch. */
export function claim(
	facts: Facts,
	request: { readonly generation: number; readonly jobId: string },
	now: number,
	policy: Policy,
): ClaimOutcome {
	if (request.generation !== facts.generation) return { outcome: 'room_closed', facts };
	const held = facts.room.claim;
	if (held !== null && isLive(held, facts, now)) {
		if (held.jobId !== request.jobId) return { outcome: 'claim_taken', facts };
		return { outcome: 'granted_again', facts, epoch: held.epoch };
	}
	const epoch = facts.epoch + 1;
	const granted: Claim = {
		state: 'pending',
		jobId: request.jobId,
		epoch,
		replaces: held !== null,
		leaseUntil: now + policy.claimLeaseMs,
	};
	return { outcome: 'granted', epoch, facts: { ...facts, epoch, room: { ...facts.room, claim: granted } } };
}

export type BindOutcome = { readonly outcome: 'bound' | 'stale_epoch'; readonly facts: Facts };

/** The job of a claim is in the room. A claim that was lost meanwhile is not bound: that job must leave. */
export function bind(
	facts: Facts,
	joined: {
		readonly generation: number;
		readonly jobId: string;
		readonly epoch: number;
		readonly identity: string;
		readonly sid: string;
	},
	now: number,
): BindOutcome {
	const held = facts.room.claim;
	const mine = held !== null && held.epoch === joined.epoch && held.jobId === joined.jobId;
	if (joined.generation !== facts.generation || !mine) return { outcome: 'stale_epoch', facts };
	const { jobId, epoch, identity, sid } = joined;
	const { replaces } = held;
	const people = facts.room.people[sid]
		? facts.room.people
		: { ...facts.room.people, [sid]: { identity, kind: 'agent' as const, joinedAt: now, leftAt: null } };
	return {
		outcome: 'bound',
		facts: {
			...facts,
			room: { ...facts.room, people, claim: { state: 'bound', jobId, epoch, replaces, identity, sid } },
		},
	};
}
