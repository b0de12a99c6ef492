/**
 * The budgets of a call: how long it may last, and how long nobody may say anything. Pure: from what is known, and the
 * time, to what is to be said or done next.
 *
 * Somebody who is away costs nothing but the grace, which has its own clock: nothing is said to nobody.
 *
 * @module
 */

export interface Budgets {
	/** From the room's beginning, so that an agent that takes over does not extend it. */
	readonly longestMs: number;
	/** Somebody is there, and nobody says or types anything. */
	readonly silenceMs: number;
	/** How long an answer to the question whether somebody is still there is waited for. */
	readonly answeredWithinMs?: number;
}

export interface CallFacts {
	/** Of the room. */
	readonly startedAt: number;
	readonly isAttended: boolean;
	/** Since when nobody has said anything to the other; null: somebody speaks, or nobody is there. */
	readonly quietSince: number | null;
	/** When the person was told that the call ends soon; null: not yet. */
	readonly warnedAt: number | null;
	/** When they were told that it ends now. */
	readonly wrappedUpAt: number | null;
	/** When they were asked whether they are still there, and have not answered since. */
	readonly askedAt: number | null;
}

export type EndReason = 'call_limit' | 'silence';

export type Next =
	| { readonly next: 'nothing'; readonly until: number }
	/** Say that the call ends soon. */
	| { readonly next: 'warn' }
	/** Say that it ends now. */
	| { readonly next: 'wrap_up' }
	/** Ask whether somebody is still there. */
	| { readonly next: 'ask' }
	| { readonly next: 'end'; readonly reason: EndReason };

const WARNED_BEFORE_MS = 120_000;
/** Long enough for the sentence, and for one in return. */
const WRAPPED_UP_BEFORE_MS = 15_000;
const ANSWERED_WITHIN_MS = 30_000;

/** Of a short call a part, so that it does not begin with its end. */
export const warnedBefore = (longestMs: number): number => Math.min(WARNED_BEFORE_MS, longestMs / 4);
export const wrappedUpBefore = (longestMs: number): number => Math.min(WRAPPED_UP_BEFORE_MS, longestMs / 8);

export function nextOf(facts: CallFacts, now: number, budgets: Budgets): Next {
	const ofLength = nextOfLength(facts, now, budgets.longestMs);
	const ofSilence = nextOfSilence(facts, now, budgets);
	// Who is being told that the call ends is not asked whether they are there.
	if (ofLength.next !== 'nothing' || facts.wrappedUpAt !== null) return ofLength;
	if (ofSilence.next !== 'nothing') return ofSilence;
	return { next: 'nothing', until: Math.min(ofLength.until, ofSilence.until) };
}

function nextOfLength(
	{ startedAt, isAttended, warnedAt, wrappedUpAt }: CallFacts,
	now: number,
	longestMs: number,
): Next {
	const endsAt = startedAt + longestMs;
	const wrapUpAt = endsAt - wrappedUpBefore(longestMs);
	const warnAt = endsAt - warnedBefore(longestMs);
	if (!isAttended) return now >= endsAt ? { next: 'end', reason: 'call_limit' } : { next: 'nothing', until: endsAt };
	// An agent that took over late has the time to say goodbye.
	if (wrappedUpAt !== null) {
		const over = Math.max(endsAt, wrappedUpAt + wrappedUpBefore(longestMs));
		return now >= over ? { next: 'end', reason: 'call_limit' } : { next: 'nothing', until: over };
	}
	if (now >= wrapUpAt) return { next: 'wrap_up' };
	if (warnedAt !== null) return { next: 'nothing', until: wrapUpAt };
	return now >= warnAt ? { next: 'warn' } : { next: 'nothing', until: warnAt };
}

function nextOfSilence({ quietSince, askedAt }: CallFacts, now: number, budgets: Budgets): Next {
	const { silenceMs, answeredWithinMs = ANSWERED_WITHIN_MS } = budgets;
	if (askedAt !== null) {
		const until = askedAt + answeredWithinMs;
		return now >= until ? { next: 'end', reason: 'silence' } : { next: 'nothing', until };
	}
	const until = quietSince === null ? Number.POSITIVE_INFINITY : quietSince + silenceMs;
	return now >= until ? { next: 'ask' } : { next: 'nothing', until };
}
