/**
 * A person who stays gets an agent, and another one when theirs dies, as long as there is a worker and nothing is wrong.
 *
 * @module
 */
import { keyOf } from '../names.ts';
import { closedAt } from '../timeline/saves.ts';
import { overlap, type Span, union, without } from '../timeline/spans.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

/**
 * Three tries may have been in vain before, and are forgotten after a minute; then the page asks within 15 s and a half, and
 * a job process may have to be made.
 */
export const WITHIN_MS = 90_000;

export const agentComes: Rule = (timeline) =>
	waits(timeline).flatMap(({ room, from, to }): readonly Violation[] => {
		if (to - from <= WITHIN_MS) return [];
		const at = from + WITHIN_MS;
		return [{ rule: 'an agent comes', at, what: `somebody is alone in ${room} since ${from}, and there is a worker` }];
	});

export interface Wait extends Span {
	readonly room: string;
}

/** How long people were alone while nothing was wrong. */
export function waits({ rooms, presences, saves, patience, end }: Timeline): readonly Wait[] {
	const healthy = patience.staffed.flatMap((span) => patience.calm.flatMap((calm) => overlap(span, calm) ?? []));
	return rooms.flatMap((room) => {
		const { conversation, generation } = keyOf(room);
		const open = { from: 0, to: closedAt(saves(conversation), generation)?.at ?? end };
		const agents = presences(room).filter(({ who }) => who === 'agent');
		const pages = presences(room).filter(({ who, client }) => who === 'human' && client.includes('page'));
		return union(pages).flatMap((stay) =>
			without(stay, agents).flatMap((alone) =>
				healthy.flatMap((span): readonly Wait[] => {
					const wait = overlap(alone, span);
					const inTime = wait === null ? null : overlap(wait, open);
					return inTime === null ? [] : [{ room, ...inTime }];
				}),
			),
		);
	});
}
