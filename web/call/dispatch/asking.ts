/**
 * When the page says that it sees no agent, and what the answers mean. A normal agent is there a second after the page,
 * so somebody who has just come waits; one that leaves a page behind is missed at once.
 *
 * @module
 */
import type { DispatchResponse } from '../../../functions/protocol/dispatch.ts';
import type { Answer } from '../api/answer.ts';

/** How long a page is alone after it has connected before it asks. Milliseconds. */
export const ALONE_AFTER = 2_500;
/** How often it asks then. */
export const EVERY = 4_000;
/** How often it asks after the API gave up: an agent may come after all. */
export const SELDOM = 15_000;

/** Who is in the room with the page. `unknown` while the room is not connected. */
export type Company =
	| 'unknown'
	| 'agent'
	| {
			readonly aloneSince: number;
			/** There was an agent, and it went while the page stayed. */
			readonly left: boolean;
	  };

/** What the API says of the agent that is to come. `unavailable`: several tries to bring one have failed. */
export type Search = 'unknown' | 'pending' | 'no_worker' | 'unavailable';

export interface Asking {
	readonly company: Company;
	/** Not before, by the last answer. */
	readonly again: number;
	/** Not before, whoever comes and goes meanwhile: the API said so. Infinite for a room that is closed. */
	readonly held: number;
}

export function companyAfter(
	before: Company,
	seen: { readonly connected: boolean; readonly agent: boolean },
	now: number,
): Company {
	if (!seen.connected) return 'unknown';
	if (seen.agent) return 'agent';
	return typeof before === 'object' ? before : { aloneSince: now, left: before === 'agent' };
}

/** When to ask; `null`: not as things are. Milliseconds since the epoch. */
export function askAt({ company, again, held }: Asking): number | null {
	if (typeof company !== 'object') return null;
	const at = Math.max(company.aloneSince + (company.left ? 0 : ALONE_AFTER), again, held);
	return Number.isFinite(at) ? at : null;
}

/** What an answer says; `null`: nothing about agents. */
function meaningOf(answer: Answer<DispatchResponse>): Search | 'closed' | null {
	if (answer.outcome === 'unreachable') return null;
	if (answer.outcome === 'answered') return answer.value.agent === 'no_worker' ? 'no_worker' : 'pending';
	if (answer.code === 'agent_unavailable') return 'unavailable';
	return answer.status < 500 && answer.status !== 429 ? 'closed' : null;
}

export interface Known {
	readonly search: Search;
	/** When to ask again, as in {@link Asking}. */
	readonly again: number;
	readonly held: number;
	/** The answer was about agents, so that the person's "try again" has arrived. */
	readonly aboutAgents: boolean;
}

/** When an answer was asked for and when it came. `random`, 0 to 1, spreads the pages that ask. */
interface Times {
	readonly asked: number;
	readonly now: number;
	readonly random: number;
}

/** What is known after an answer. */
export function knownAfter(
	before: Pick<Known, 'search' | 'held'>,
	answer: Answer<DispatchResponse>,
	{ asked, now, random }: Times,
): Known {
	const meaning = meaningOf(answer);
	const search = meaning === null || meaning === 'closed' ? before.search : meaning;
	const again = asked + (search === 'unavailable' ? SELDOM : EVERY) * (0.75 + random / 2);
	const allowed = now + ((answer.outcome === 'refused' ? answer.retryAfter : null) ?? 0);
	if (meaning === 'closed') return { search, again, held: Number.POSITIVE_INFINITY, aboutAgents: true };
	if (meaning === null) return { search, again, held: Math.max(before.held, allowed), aboutAgents: false };
	return { search, again: Math.max(again, allowed), held: before.held, aboutAgents: true };
}
