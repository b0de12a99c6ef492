/**
 * The phase of a conversation's call, derived from the facts.
 *
 * @module
 */
import type { Phase } from '../protocol/conversation.ts';
import { onTheWayUntil } from './arrival.ts';
import { isServed } from './dispatching.ts';
import type { Facts } from './facts.ts';
import { finishedAt } from './lives.ts';
import { lastHumanLeft, present } from './people.ts';
import type { Policy } from './policy.ts';

export function phase(facts: Facts, now: number, policy: Policy): Phase {
	const { room } = facts;
	if (present(room, 'human').length > 0) return isServed(room, now, policy) ? 'active' : 'starting';
	if (now < (onTheWayUntil(room, policy) ?? 0)) return 'starting';
	if (lastHumanLeft(room) !== null && finishedAt(room) === null) return 'grace_period';
	const closing = Math.max(...policy.deleteAgainMs);
	return facts.closed.some(({ at }) => now < at + closing) ? 'closing' : 'empty';
}
