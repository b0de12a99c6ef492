/**
 * Whether the room needs an agent that nobody else brings.
 *
 * A dispatch counts only when a claim comes of it and its agent is seen: LiveKit says that it has taken a dispatch which
 * it then loses, and never brings another agent for one that died.
 *
 * @module
 */
import { claimState } from './claims.ts';
import type { RoomFacts } from './facts.ts';
import { newestLife } from './lives.ts';
import { present } from './people.ts';
import type { Policy } from './policy.ts';

export type AgentNeed =
	/** Nobody waits for one, or one is there. */
	| { readonly need: 'none' }
	| { readonly need: 'wait'; readonly until: number; readonly why: 'claim_pending' | 'dispatch_young' | 'pause' }
	| { readonly need: 'dispatch'; readonly attempt: number }
	/** Several came to nothing. */
	| { readonly need: 'unavailable'; readonly until: number };

export function agentNeed(room: RoomFacts, now: number, policy: Policy): AgentNeed {
	// Into a room that nobody is in: it would bring a closed room back to life.
	if (present(room, 'human').length === 0) return { need: 'none' };
	const held = claimState(room, now, policy);
	if (held.state === 'pending') return { need: 'wait', until: held.until, why: 'claim_pending' };
	if (isServed(room, now, policy)) return { need: 'none' };
	const young = lastDispatch(room) + policy.dispatchCheckMs;
	if (now < young) return { need: 'wait', until: young, why: 'dispatch_young' };
	const tries = triesOf(room, now, policy);
	const [first = now] = tries;
	if (tries.length >= policy.dispatchTries) return { need: 'unavailable', until: first + policy.dispatchWindowMs };
	const paused = pauseAfter(tries, policy);
	return now < paused ? { need: 'wait', until: paused, why: 'pause' } : { need: 'dispatch', attempt: tries.length + 1 };
}

/** An agent of ours is there. One without a claim is one that the record has lost: it serves, too. */
export function isServed(room: RoomFacts, now: number, policy: Policy): boolean {
	const { state } = claimState(room, now, policy);
	return state === 'bound' || (state === 'none' && present(room, 'agent').length > 0);
}

/** The last one that no claim has come of yet; 0: none. */
function lastDispatch(room: RoomFacts): number {
	const life = newestLife(room);
	// The join that created the room has dispatched as well. Whose clock is ahead does not matter then.
	const ofToken = life === null ? 0 : Math.min(life.createdAt, life.seenAt);
	const last = Math.max(ofToken, room.dispatches.at(-1) ?? 0);
	const isAnswered = room.claim !== null && room.claim.grantedAt >= last;
	return isAnswered || last < room.triesFrom ? 0 : last;
}

const triesOf = ({ dispatches, triesFrom }: RoomFacts, now: number, { dispatchWindowMs }: Policy): readonly number[] =>
	dispatches.filter((at) => at >= triesFrom && now < at + dispatchWindowMs);

function pauseAfter(tries: readonly number[], { dispatchPauseMs }: Policy): number {
	const last = tries.at(-1);
	return last === undefined ? 0 : last + dispatchPauseMs * 4 ** (tries.length - 1);
}

/** Since the last try. */
export const hasGivenUp = ({ gaveUpAt = 0, dispatches }: RoomFacts): boolean => gaveUpAt >= (dispatches.at(-1) ?? 0);

/** Dispatches that are kept. */
export const DISPATCHES_KEPT = 8;

export const dispatched = (room: RoomFacts, at: number): RoomFacts => ({
	...room,
	dispatches: [...room.dispatches, at].sort((a, b) => a - b).slice(-DISPATCHES_KEPT),
});

/** A worker has come, or the person asks to try again: what was tried before does not count any more. */
export const tryAnew = (room: RoomFacts, at: number): RoomFacts =>
	at <= room.triesFrom ? room : { ...room, triesFrom: at };
