/**
 * One history, played and judged.
 *
 * @module
 */
import { judge } from './checker/judge.ts';
import type { Violation } from './checker/violation.ts';
import type { History } from './history.ts';
import { openFindingOf } from './open-findings.ts';
import { type PlayOptions, play } from './play.ts';
import type { Trace } from './trace.ts';

export interface Verdict {
	readonly trace: Trace;
	/** The first first. */
	readonly violations: readonly Violation[];
	/** Of what is known and not mended yet: not counted among the violations. */
	readonly open: readonly string[];
}

export async function tryHistory(history: History, options: PlayOptions = {}): Promise<Verdict> {
	const trace = await play(history, options);
	const judged = judge(trace).map((violation) => ({ violation, open: openFindingOf(violation) }));
	return {
		trace,
		violations: judged.flatMap(({ violation, open }) => (open === null ? [violation] : [])),
		open: [...new Set(judged.flatMap(({ open }) => open ?? []))],
	};
}
