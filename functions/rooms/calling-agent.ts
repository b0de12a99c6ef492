/**
 * "I see no agent", says a page that is in the room: an agent is asked for when none is there and none is on its way.
 *
 * @module
 */
import { agentNeed, tryAnew } from './dispatching.ts';
import { type Facts, inRoom, lostFacts } from './facts.ts';
import type { Policy } from './policy.ts';

export interface CallingAgent {
	readonly generation: number;
	/** Null: the page does not say. */
	readonly timezone: string | null;
	readonly timezoneOffset: number | null;
	/** The person asks to try again, after all tries were in vain. */
	readonly retry: boolean;
	/** When a worker last came: what was tried before does not count any more. */
	readonly workerCameAt: number;
}

export type CallOutcome = 'asked' | 'room_closed' | 'not_found';

export function callAgent(
	{ generation, retry, workerCameAt, ...said }: CallingAgent,
	before: Facts | null,
	now: number,
	policy: Policy,
): { readonly facts: Facts | null; readonly answer: CallOutcome } {
	const stored = before ?? lostFacts(generation, now);
	if (stored === null || generation > stored.generation) return { facts: stored, answer: 'not_found' };
	if (generation < stored.generation) return { facts: stored, answer: 'room_closed' };
	const timezone = said.timezone ?? stored.timezone;
	const timezoneOffset = said.timezoneOffset ?? stored.timezoneOffset;
	const isKept = timezone === stored.timezone && timezoneOffset === stored.timezoneOffset;
	const facts = isKept ? stored : { ...stored, timezone, timezoneOffset };
	const isTriedOut = agentNeed(stored.room, now, policy).need === 'unavailable';
	const from = retry && isTriedOut ? now : workerCameAt;
	return { facts: inRoom(facts, (room) => tryAnew(room, from)), answer: 'asked' };
}
