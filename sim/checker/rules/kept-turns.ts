/**
 * Every turn whose keeping was acknowledged to the agent is in the conversation in the end.
 *
 * @module
 */
import type { Rule, Violation } from '../violation.ts';

export const keptTurns: Rule = ({ of, trace }) =>
	of('turn_kept').flatMap(({ at, conversation, id }): readonly Violation[] => {
		// What the visitor has forgotten, or the store, is gone; what was under way then may be.
		const isGone =
			of('store_lost').some((lost) => lost.at >= at - UNDER_WAY_MS) ||
			of('forgotten').some((one) => one.conversation === conversation && one.at >= at - UNDER_WAY_MS);
		if (isGone || trace.turns[conversation]?.includes(id) === true) return [];
		return [{ rule: 'kept turns', at, what: `${id} was acknowledged, and ${conversation} does not have it` }];
	});

/** An API that is frozen takes so long to forget what it was asked to, and keeps turns meanwhile. */
const UNDER_WAY_MS = 60_000;
