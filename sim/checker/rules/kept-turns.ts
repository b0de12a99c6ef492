/**
 * Every turn whose keeping was acknowledged to the agent is in the conversation in the end.
 *
 * @module
 */
import type { Rule, Violation } from '../violation.ts';

const UNDER_WAY_MS = 10_000;

export const keptTurns: Rule = ({ of, trace, saves }) => {
	const losses = of('store_lost').map(({ at }) => at);
	return of('turn_kept').flatMap(({ at, conversation, id }): readonly Violation[] => {
		const forgets = saves(conversation).flatMap(({ record }) =>
			record.closed.flatMap((closed) => (closed.reason === 'forgotten' ? [closed.at] : [])),
		);
		// What the visitor has forgotten, or the store, is gone; what was under way then may be.
		const isGone = [...losses, ...forgets].some((lost) => lost >= at - UNDER_WAY_MS);
		if (isGone || trace.turns[conversation]?.includes(id) === true) return [];
		return [{ rule: 'kept turns', at, what: `${id} was acknowledged, and ${conversation} does not have it` }];
	});
};
