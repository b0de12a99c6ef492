/**
 * Task protection as data: what ECS has granted, and what is to be asked of it.
 *
 * @module
 */
import type { Protection } from '../admit.ts';
import type { EcsAnswer } from './ecs-agent.ts';

export type Ask = 'protect' | 'release';

export interface ProtectionState {
	/** Granted until then. */
	readonly until: number;
	/** Until then ECS may protect the task: it was asked to, and has not said since that it does not. */
	readonly markedUntil: number;
	/** The last answer, when it was not what was asked for. */
	readonly failed: { readonly at: number; readonly ask: Ask; readonly blocked: boolean } | null;
	/** When there was a call, or an offer of one, last. */
	readonly busyAt: number;
}

export const UNPROTECTED: ProtectionState = { until: 0, markedUntil: 0, failed: null, busyAt: 0 };

export interface ProtectionPolicy {
	readonly lifeMs: number;
	/** From the last call to the release: often another one comes. */
	readonly holdMs: number;
	/** From an answer that was not what was asked for to the next try. */
	readonly retryMs: number;
}

/** CloudFormation gives a deploy three hours: who is protected for longer makes it fail. */
const MINUTES_AT_MOST = 150;

/** Renewed at half of its life, there is always a whole call of it left. */
export const minutesFor = (callMaxSeconds: number): number =>
	Math.min(MINUTES_AT_MOST, Math.ceil((2 * callMaxSeconds) / 60));

/** Enough for a new call, which the renewals go on protecting. */
const isFresh = ({ until }: ProtectionState, { lifeMs }: ProtectionPolicy, now: number): boolean =>
	until - now > lifeMs / 2;

/** Renewals have failed for half of a life, and there is still time for them. */
const isEnough = ({ until }: ProtectionState, { lifeMs }: ProtectionPolicy, now: number): boolean =>
	until - now > lifeMs / 4;

const isBlocked = ({ failed }: ProtectionState, { retryMs }: ProtectionPolicy, now: number): boolean =>
	failed?.ask === 'protect' && failed.blocked && now - failed.at < retryMs;

/** For an offer, before anything is asked for it. While a deploy blocks, the retries ask often enough. */
export function protectionAt(state: ProtectionState, policy: ProtectionPolicy, now: number): Protection {
	if (isFresh(state, policy, now)) return 'held';
	return isBlocked(state, policy, now) ? 'blocked' : 'unasked';
}

/** For an offer, after ECS was asked. */
export function protectionAfter(state: ProtectionState, policy: ProtectionPolicy, now: number): Protection {
	if (isEnough(state, policy, now)) return 'held';
	return isBlocked(state, policy, now) ? 'blocked' : 'refused';
}

/** What the worker itself has to ask for, without an offer; null: nothing. */
export function dueAt(state: ProtectionState, policy: ProtectionPolicy, isBusy: boolean, now: number): Ask | null {
	const hasJustFailed = (ask: Ask) => state.failed?.ask === ask && now - state.failed.at < policy.retryMs;
	if (isBusy) return isFresh(state, policy, now) || hasJustFailed('protect') ? null : 'protect';
	if (state.markedUntil <= now || now - state.busyAt < policy.holdMs || hasJustFailed('release')) return null;
	return 'release';
}

export const busy = (state: ProtectionState, now: number): ProtectionState => ({ ...state, busyAt: now });

/** Nothing is certain from now on until the answer. */
export const asked = (state: ProtectionState, ask: Ask, { lifeMs }: ProtectionPolicy, now: number): ProtectionState =>
	ask === 'protect' ? { ...state, markedUntil: now + lifeMs } : { ...state, until: 0 };

export interface Asked {
	readonly ask: Ask;
	/** A granted life begins no earlier. */
	readonly at: number;
	readonly now: number;
}

/** @param before what was certain before it was asked */
export function answered(
	before: ProtectionState,
	state: ProtectionState,
	{ ask, at, now }: Asked,
	answer: EcsAnswer,
	{ lifeMs }: ProtectionPolicy,
): ProtectionState {
	if (answer.outcome === 'done')
		return ask === 'protect'
			? { ...state, until: at + lifeMs, failed: null }
			: { ...state, markedUntil: 0, failed: null };
	const failed = { at: now, ask, blocked: answer.outcome === 'blocked' };
	if (answer.outcome === 'unknown') return { ...state, failed };
	// What was granted before goes on.
	return { ...state, until: before.until, markedUntil: before.markedUntil, failed };
}
