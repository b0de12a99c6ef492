/**
 * One history, played and judged.
 *
 * @module
 */
import { judge } from './checker/judge.ts';
import type { Violation } from './checker/violation.ts';
import type { History } from './history.ts';
import { type PlayOptions, play } from './play.ts';
import type { Trace } from './trace.ts';

export interface Verdict {
	readonly trace: Trace;
	/** The first first. */
	readonly violations: readonly Violation[];
}

export async function tryHistory(history: History, options: PlayOptions = {}): Promise<Verdict> {
	const trace = await play(history, options);
	return { trace, violations: judge(trace) };
}
