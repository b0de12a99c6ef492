/**
 * The phase of a conversation's call, derived from the facts.
 *
 * @module
 */
import type { Phase } from '../protocol/conversation.ts';
import { type Facts, present } from './facts.ts';
import type { Policy } from './policy.ts';

export function phase(facts: Facts, now: number, policy: Policy): Phase {
	const { room } = facts;
	if (present(room, 'human').length > 0) return present(room, 'agent').length > 0 ? 'active' : 'starting';
	if (room.askedAt !== null && now < room.askedAt + policy.arrivalMs) return 'starting';
	const humans = Object.values(room.people).filter((person) => person.kind === 'human');
	if (humans.length > 0) return 'grace_period';
	if (facts.closed !== null && now < facts.closed.at + policy.closingMs) return 'closing';
	return 'empty';
}
