/**
 * What is asked of a conversation, as data: so that what has happened can be kept, and done again. Commands are
 * serialised by the compare-and-set of the store, and answer the same to the same request.
 *
 * @module
 */
import { type Asking, ask } from './asking.ts';
import { type CallingAgent, type CallOutcome, callAgent } from './calling-agent.ts';
import { type ClaimOutcome, type ClaimRequest, claim } from './claims.ts';
import { close, forget, moveOn } from './closing.ts';
import { tryAnew } from './dispatching.ts';
import { adoptedFacts, type CloseReason, type Facts, inRoom, lostFacts, newFacts } from './facts.ts';
import { type Observation, observe } from './observe.ts';
import type { Policy } from './policy.ts';
import { EVENTS_KEPT } from './prune.ts';
import { type WriteOutcome, type Writing, write } from './writing.ts';

interface Requests {
	/** A visitor asks for the way into their room. */
	ask: Asking;
	/** A page sees no agent. */
	call_agent: CallingAgent;
	close: { readonly generation: number; readonly reason: CloseReason };
	forget: object;
	/** A job asks to serve the room. */
	claim: ClaimRequest;
	/** `event`: id of the webhook; null: it was not one, and may come any number of times. */
	observe: { readonly observation: Observation; readonly event: string | null };
	/** The agent of the room tells something. */
	write: Writing;
	/** Time has passed. Rooms that wait for an agent try anew when a worker has come since. */
	sweep: { readonly workerCameAt: number };
}

interface Answers {
	ask: 'asked';
	call_agent: CallOutcome;
	close: 'closed' | 'already_closed' | 'not_found';
	forget: 'forgotten' | 'empty';
	claim: ClaimOutcome;
	observe: 'observed' | 'known' | 'repeated' | 'unknown_room';
	write: WriteOutcome;
	sweep: 'swept' | 'empty';
}

export type CommandKind = keyof Requests;
export type Command<K extends CommandKind = CommandKind> = { [P in K]: { readonly kind: P } & Requests[P] }[K];
export type Answer<K extends CommandKind = CommandKind> = Answers[K];

/** What a command makes of the facts; the same object means that nothing changed and nothing is saved. */
export interface Performed<K extends CommandKind = CommandKind> {
	/** Null: there is no record and there shall be none. */
	readonly facts: Facts | null;
	readonly answer: Answers[K];
	/** What was said is dropped with it. */
	readonly clearTurns?: boolean;
}

type Perform<K extends CommandKind> = (
	command: Requests[K],
	stored: Facts | null,
	now: number,
	policy: Policy,
) => Performed<K>;

const performs: { readonly [K in CommandKind]: Perform<K> } = {
	ask: (asking, stored, now, policy) => ({ facts: ask(stored ?? newFacts(now), asking, now, policy), answer: 'asked' }),
	call_agent: callAgent,
	close: ({ generation, reason }, stored, now) => {
		const known = stored ?? lostFacts(generation, now);
		if (known === null) return { facts: known, answer: 'not_found' };
		const { facts, outcome } = close(known, generation, reason, now);
		return { facts, answer: outcome };
	},
	forget: (_, stored, now) =>
		stored === null
			? { facts: stored, answer: 'empty' }
			: { facts: forget(stored, now), answer: 'forgotten', clearTurns: true },
	claim: (request, stored, now, policy) => {
		const { generation } = request;
		const known = moveOn(stored ?? adoptedFacts(now, generation), generation, now);
		const claimed = claim(known, request, now, policy);
		return { facts: claimed.facts, answer: claimed };
	},
	observe: ({ observation, event }, stored) => {
		if (event !== null && stored?.events.includes(event)) return { facts: stored, answer: 'repeated' };
		const facts = observe(stored, observation);
		if (facts === null) return { facts, answer: 'unknown_room' };
		if (facts === stored) return { facts, answer: 'known' };
		const events = event === null ? facts.events : [...facts.events, event].slice(-EVENTS_KEPT);
		return { facts: { ...facts, events }, answer: 'observed' };
	},
	write,
	sweep: ({ workerCameAt }, stored) =>
		stored === null
			? { facts: stored, answer: 'empty' }
			: { facts: inRoom(stored, (room) => tryAnew(room, workerCameAt)), answer: 'swept' },
};

/** Pure; may be performed several times, when somebody else has saved meanwhile. */
export function perform<K extends CommandKind>(
	command: Command<K>,
	stored: Facts | null,
	now: number,
	policy: Policy,
): Performed<K> {
	const performIt: Perform<K> = performs[command.kind];
	return performIt(command, stored, now, policy);
}

/** As logs and tapes have it. */
export const outcomeOf = (answer: Answer): string => (typeof answer === 'string' ? answer : answer.outcome);
