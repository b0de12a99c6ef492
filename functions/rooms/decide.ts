/**
 * The one decision: from facts and the time to effects. Level-triggered: it never looks at the event that came last, so
 * a lost or doubled event changes nothing, and every effect may be repeated.
 *
 * @module
 */
import { close } from './closing.ts';
import { nextDeadline } from './deadline.ts';
import { agentNeed, dispatched, hasGivenUp } from './dispatching.ts';
import { endOfRoom } from './ending.ts';
import { type CloseReason, type Facts, inRoom } from './facts.ts';
import { ghosts } from './ghosts.ts';
import { lastLook } from './looks.ts';
import { earliest } from './order.ts';
import type { Policy } from './policy.ts';
import { deleted, firstDeletion, nextDeletion } from './tombstones.ts';

export type Effect =
	| {
			readonly kind: 'dispatch';
			readonly generation: number;
			readonly agent: string | null;
			/** 1: the first of ours for this need. */
			readonly attempt: number;
	  }
	/** All tries were in vain: people are to be told. */
	| { readonly kind: 'give_up'; readonly generation: number }
	| {
			readonly kind: 'delete_room';
			readonly generation: number;
			readonly reason: CloseReason;
			/** It was deleted before: LiveKit re-creates a room for whoever still has a token. */
			readonly again: boolean;
	  }
	| {
			readonly kind: 'remove_participant';
			readonly generation: number;
			readonly identity: string;
			readonly sid: string;
			readonly reason: 'process_gone' | 'replaced';
	  }
	| { readonly kind: 'count'; readonly outcome: string };

export interface Decision {
	/** The facts with what is being done in them: what is saved before it is done. */
	readonly facts: Facts;
	readonly effects: readonly Effect[];
	/** When to decide again although nothing was observed; null: there is nothing left to decide. */
	readonly deadline: number | null;
	/** There is something to do that must not be done on old facts: look at the server, and decide again. */
	readonly look: boolean;
}

export function decide(facts: Facts, now: number, policy: Policy): Decision {
	const wanted = [...ending(facts, now, policy), ...ghostsOut(facts, now, policy), ...dispatching(facts, now, policy)];
	const isFresh = now - lastLook(facts.room) <= policy.freshMs;
	const look = wanted.length > 0 && !isFresh;
	const acting = look ? [] : wanted;
	const before = acting.reduce((after, effect) => intend(after, effect, now), facts);
	const deleting = deletions(before, now, policy);
	const after = deleting.reduce((closed, { generation }) => deleted(closed, generation, now), before);
	const effects = [...acting.filter(({ kind }) => kind !== 'delete_room'), ...deleting];
	const deadline = look
		? earliest(now + policy.lookAgainMs, firstDeletion(after, policy))
		: nextDeadline(after, now, policy);
	return { facts: after, effects: [...effects, ...effects.map(counted)], deadline, look };
}

function ending({ generation, room }: Facts, now: number, policy: Policy): Effect[] {
	const end = endOfRoom(room, policy);
	return end === null || now < end.at ? [] : [{ kind: 'delete_room', generation, reason: end.reason, again: false }];
}

const ghostsOut = ({ generation, room }: Facts, now: number, policy: Policy): Effect[] =>
	ghosts(room, now, policy).map(({ identity, sid, why }) => ({
		kind: 'remove_participant',
		generation,
		identity,
		sid,
		reason: why,
	}));

function dispatching({ generation, room }: Facts, now: number, policy: Policy): Effect[] {
	const need = agentNeed(room, now, policy);
	if (need.need === 'dispatch') return [{ kind: 'dispatch', generation, agent: room.agent, attempt: need.attempt }];
	return need.need === 'unavailable' && !hasGivenUp(room) ? [{ kind: 'give_up', generation }] : [];
}

/** Tombstones: on those nothing has to be looked at first. */
const deletions = (facts: Facts, now: number, policy: Policy) =>
	facts.closed
		.filter((closed) => (nextDeletion(closed, policy) ?? Number.POSITIVE_INFINITY) <= now)
		.map(({ generation, reason, deletedAt }) => ({
			kind: 'delete_room' as const,
			generation,
			reason,
			again: deletedAt !== null,
		}));

/** What is about to be done is a fact, too: it is not decided again before its time. */
function intend(facts: Facts, effect: Effect, now: number): Facts {
	switch (effect.kind) {
		case 'dispatch':
			return inRoom(facts, (room) => dispatched(room, now));
		case 'give_up':
			return inRoom(facts, (room) => ({ ...room, gaveUpAt: now }));
		case 'delete_room':
			return close(facts, effect.generation, effect.reason, now).facts;
		default:
			return facts;
	}
}

function counted(effect: Effect): Effect {
	if ('again' in effect && effect.again) return { kind: 'count', outcome: 'delete_room:again' };
	if ('attempt' in effect && effect.attempt > 1) return { kind: 'count', outcome: 'dispatch:retry' };
	return { kind: 'count', outcome: 'reason' in effect ? `${effect.kind}:${effect.reason}` : effect.kind };
}
