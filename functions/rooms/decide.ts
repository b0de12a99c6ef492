/**
 * The one decision: from facts and the time to effects. Level-triggered: it never looks at the event that came last, so
 * a lost or doubled event changes nothing, and every effect may be repeated.
 *
 * @module
 */
import type { CloseReason, Facts } from './facts.ts';
import type { Policy } from './policy.ts';

export type Effect = { readonly kind: 'delete_room'; readonly generation: number; readonly reason: CloseReason };

export interface Decision {
	readonly effects: readonly Effect[];
	/** When to decide again although nothing was observed; null: not needed. */
	readonly deadline: number | null;
}

export function decide(facts: Facts, now: number, policy: Policy): Decision {
	const { closed } = facts;
	if (closed === null || now >= closed.at + policy.closingMs) return { effects: [], deadline: null };
	return {
		effects: [{ kind: 'delete_room', generation: closed.generation, reason: closed.reason }],
		deadline: closed.at + policy.closingMs,
	};
}
