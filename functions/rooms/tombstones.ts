/**
 * Tombstones: a room name below the current generation is never used again. Whatever starts under it is deleted again,
 * people in it or not; LiveKit re-creates a deleted room for whoever still has a token.
 *
 * @module
 */
import type { EndReason } from '../protocol/conversation.ts';
import type { Closed, Facts } from './facts.ts';
import { earliest, latest } from './order.ts';
import type { Policy } from './policy.ts';

/** Each token may close a room, and a visitor gets 60 a minute: more than may still have to be deleted. */
export const CLOSED_KEPT = 24;

/** A room under an old name was seen to live. */
export function sighted(facts: Facts, generation: number, at: number): Facts {
	if (generation >= facts.generation) return facts;
	const known = facts.closed.find((closed) => closed.generation === generation);
	if (known === undefined) return withClosed(facts, { generation, at, reason: 'superseded', deletedAt: null });
	return known.at >= at ? facts : withClosed(facts, { ...known, at });
}

/** It was deleted, or will be in this very moment. */
export function deleted(facts: Facts, generation: number, at: number): Facts {
	const known = facts.closed.find((closed) => closed.generation === generation);
	return known === undefined ? facts : withClosed(facts, { ...known, deletedAt: latest(known.deletedAt, at) });
}

/** An old one that lives again is kept, and one that has long been quiet is not. */
export function withClosed(facts: Facts, closed: Closed): Facts {
	const others = facts.closed.filter(({ generation }) => generation !== closed.generation);
	const kept = [...others, closed].sort((a, b) => a.at - b.at || a.generation - b.generation).slice(-CLOSED_KEPT);
	return { ...facts, closed: kept.sort((a, b) => a.generation - b.generation) };
}

/** From the click to the first sound, of the current room or of a closed one; null: nobody has said one. */
export function traceOfRoom(facts: Facts, generation: number): string | null {
	if (generation === facts.generation) return facts.room.trace ?? null;
	return facts.closed.find((closed) => closed.generation === generation)?.trace ?? null;
}

/** When this one is to be deleted next; null: often enough. May be past. */
export function nextDeletion({ at, deletedAt }: Closed, policy: Policy): number | null {
	const due = policy.deleteAgainMs.map((after) => at + after);
	return due.find((time) => deletedAt === null || deletedAt < time) ?? null;
}

/** When any of them is to be deleted next; null: all were, often enough. */
export const firstDeletion = ({ closed }: Facts, policy: Policy): number | null =>
	closed.reduce<number | null>((first, one) => earliest(first, nextDeletion(one, policy)), null);

/** What ended a call, as far as a page is concerned that was in it; null: it goes on, in this room or in another one. */
export function endOf(facts: Facts, generation: number): EndReason | null {
	if (generation >= facts.generation) return null;
	const reason = facts.closed.find((closed) => closed.generation === generation)?.reason ?? 'superseded';
	return reason === 'server_gone' ? null : reason;
}
