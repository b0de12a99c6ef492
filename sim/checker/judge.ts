/**
 * Judges a trace by all rules. It knows nothing of how Greenroom comes to its decisions.
 *
 * @module
 */
import type { Trace } from '../trace.ts';
import { agentComes } from './rules/agent-comes.ts';
import { deadlines } from './rules/deadlines.ts';
import { keptTurns } from './rules/kept-turns.ts';
import { noStaleWrite } from './rules/no-stale-write.ts';
import { noSurprise } from './rules/no-surprise.ts';
import { nobodyReturns } from './rules/nobody-returns.ts';
import { nothingLeft } from './rules/nothing-left.ts';
import { oneAgent } from './rules/one-agent.ts';
import { oneClaim } from './rules/one-claim.ts';
import { returnsInGrace } from './rules/returns-in-grace.ts';
import { sameAgent } from './rules/same-agent.ts';
import { tombstones } from './rules/tombstones.ts';
import { makeTimeline } from './timeline/timeline.ts';
import type { Rule, Violation } from './violation.ts';

const rules: readonly Rule[] = [
	oneAgent,
	oneClaim,
	noStaleWrite,
	nobodyReturns,
	returnsInGrace,
	sameAgent,
	tombstones,
	deadlines,
	agentComes,
	keptTurns,
	nothingLeft,
	noSurprise,
];

/** Those that were not kept, the first first. */
export function judge(trace: Trace): readonly Violation[] {
	const timeline = makeTimeline(trace);
	return rules.flatMap((rule) => rule(timeline)).sort((a, b) => a.at - b.at);
}
