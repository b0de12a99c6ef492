/**
 * How long a call is away, by what `<html data-call data-agent>` says.
 *
 * @module
 */

/** What the page shows at a moment. */
export interface Shown {
	readonly call: string;
	readonly agent: string;
	/** Milliseconds. */
	readonly at: number;
}

/** Of a break that began at `since`. `goneMs` and `backMs` are counted from there. */
export type Recovery =
	| { readonly stage: 'unnoticed'; readonly since: number }
	| { readonly stage: 'gone'; readonly since: number; readonly goneMs: number }
	| { readonly stage: 'back'; readonly since: number; readonly goneMs: number; readonly backMs: number };

const ANSWERS = new Set(['listening', 'thinking', 'speaking', 'idle']);

/** The call is connected, with an agent that one can talk to. */
export const isWhole = ({ call, agent }: Shown): boolean => call === 'connected' && ANSWERS.has(agent);

export const broken = (since: number): Recovery => ({ stage: 'unnoticed', since });

export function recoveryAfter(before: Recovery, shown: Shown): Recovery {
	const { since } = before;
	const ms = Math.max(0, shown.at - since);
	if (before.stage === 'unnoticed' && !isWhole(shown)) return { stage: 'gone', since, goneMs: ms };
	if (before.stage === 'gone' && isWhole(shown)) return { ...before, stage: 'back', backMs: ms };
	return before;
}
