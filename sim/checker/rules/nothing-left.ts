/**
 * When everything has been quiet for long, nothing is left behind: every room has somebody in it, is the current one of its
 * conversation and has one agent, and every job has a room.
 *
 * @module
 */
import { jobOf, keyOf } from '../names.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

const RULE = 'nothing left';

export const nothingLeft: Rule = (timeline) => {
	const { rooms, lives, presences, end } = timeline;
	const open = rooms.flatMap((room) => lives(room).filter((life) => life.why === null));
	const leftRooms = open.flatMap(({ room, sid }): readonly Violation[] => {
		const there = presences(room).filter(({ to }) => to >= end);
		const agents = there.filter(({ who }) => who === 'agent').length;
		if (!there.some(({ who }) => who === 'human'))
			return [{ rule: RULE, at: end, what: `${sid} lives, and nobody is in it` }];
		if (isOld(timeline, room)) return [{ rule: RULE, at: end, what: `${sid} lives, and ${room} was closed` }];
		return agents === 1 ? [] : [{ rule: RULE, at: end, what: `${agents} agents are in ${room}` }];
	});
	return [...leftRooms, ...leftJobs(timeline)];
};

function isOld({ saves }: Timeline, room: string): boolean {
	const { conversation, generation } = keyOf(room);
	return generation < (saves(conversation).at(-1)?.record.generation ?? 0);
}

function leftJobs({ of, presences, end }: Timeline): readonly Violation[] {
	const running = new Map<string, string>();
	for (const one of of('job')) {
		if (one.is === 'begun') running.set(one.job, one.room);
		else running.delete(one.job);
	}
	return [...running].flatMap(([job, room]): readonly Violation[] => {
		const isThere = presences(room).some(({ identity, to }) => jobOf(identity) === job && to >= end);
		return isThere ? [] : [{ rule: RULE, at: end, what: `${job} runs, and is not in ${room}` }];
	});
}
