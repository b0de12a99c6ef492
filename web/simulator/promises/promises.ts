/**
 * What Greenroom promises, and whether it holds.
 *
 * @module
 */
import type { Violation } from '../../../sim/checker/violation.ts';
import { START } from '../../../sim/settings.ts';

/** By the name of the rule that judges it. */
export const promiseWords: Readonly<Record<string, string>> = {
	'one agent': 'Two agents talk in a room for three seconds at most.',
	'one claim': 'One agent at a time may serve a room.',
	'no stale write': 'Nothing is accepted from an agent that was replaced.',
	'nobody returns': 'When nobody returns, the room is closed, and not before its time.',
	'somebody returns': 'Whoever returns in time finds the same call.',
	'same agent': 'The agent stays through a reload.',
	tombstones: 'A room that was closed stays closed.',
	deadlines: 'Every open room is looked at in time.',
	'an agent comes': 'Whoever stays gets an agent, and another one when theirs dies.',
	'kept turns': 'Every turn that was acknowledged is kept.',
	'nothing left': 'In the end nothing is left behind.',
	'no surprise': 'The API fails only as it says that it may.',
};

export interface Judged {
	readonly rule: string;
	readonly words: string;
	/** When it is broken for the first time, from the beginning of the history; null: never. */
	readonly brokenAt: number | null;
	/** How. */
	readonly what: readonly string[];
}

export const judgedBy = (violations: readonly Violation[]): readonly Judged[] =>
	Object.entries(promiseWords).map(([rule, words]) => {
		const broken = violations.filter((violation) => violation.rule === rule);
		const [first] = broken;
		return {
			rule,
			words,
			brokenAt: first === undefined ? null : Math.max(0, first.at - START),
			what: broken.map(({ what }) => readable(what)),
		};
	});

/** Times count from the beginning, and names are as short as they can be. */
const readable = (what: string): string =>
	what
		.replaceAll(/\b(\d{13})\b/g, (time) => `${((Number(time) - START) / 1000).toFixed(1)} s`)
		.replaceAll(
			/(RM_)?greenroom[._]sim[._]v_visitor(\d+)[._]\d+(_\d+)?/g,
			(_, __, visitor) => `the room of visitor ${visitor}`,
		)
		.replaceAll(/PA_agent-AJ_(\d+)_\d+/g, 'agent $1')
		.replaceAll(/AJ_(\d+)(?!\d|_)/g, 'agent $1');
