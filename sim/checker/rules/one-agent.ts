/**
 * Two agents can be heard in a room for 3 s at most, once the API could know both.
 *
 * @module
 */
import { overlap } from '../timeline/spans.ts';
import type { Rule, Violation } from '../violation.ts';

const AT_MOST_MS = 3_000;
/** Every open room is looked at so often, and whoever was told of by nobody is found then. */
const LOOKED_AT_MS = 300_000;

export const oneAgent: Rule = ({ rooms, presences, knowledge, patience }) =>
	rooms.flatMap((room) => {
		const agents = presences(room).filter(({ who }) => who === 'agent');
		return agents.flatMap((one, i) =>
			agents.slice(i + 1).flatMap((other): readonly Violation[] => {
				const both = overlap(one, other);
				if (both === null || one.identity === other.identity) return [];
				const known = Math.max(both.from, knowledge.ofBeing(room, one.sid), knowledge.ofBeing(room, other.sid));
				const due = Math.min(
					patience.atOnce(known, AT_MOST_MS),
					patience.bySweep(both.from + LOOKED_AT_MS, AT_MOST_MS),
				);
				if (both.to <= due) return [];
				return [{ rule: 'one agent', at: due, what: `${one.sid} and ${other.sid} are both heard in ${room}` }];
			}),
		);
	});
