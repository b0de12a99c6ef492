/**
 * Every open room that the API knows of has a deadline, five minutes ahead at most, and somebody looks when it has passed.
 *
 * @module
 */
import { keyOf } from '../names.ts';
import { conversationOf } from '../timeline/saves.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

const RULE = 'deadlines';
const AHEAD_MS = 300_000;

export const deadlines: Rule = (timeline) => [...missing(timeline), ...overlooked(timeline)];

function missing({ rooms, lives, stays, saves, knowledge, of }: Timeline): readonly Violation[] {
	return rooms.flatMap((room) => {
		const { conversation, generation } = keyOf(room);
		return saves(conversation).flatMap(({ at, record, deadline }): readonly Violation[] => {
			if (record.generation !== generation) return [];
			const life = lives(room).find(({ from, to }) => from <= at && at < to);
			const isAhead = deadline !== null && deadline <= at + AHEAD_MS;
			if (life === undefined || isAhead) return [];
			const here = stays(room).filter((stay) => stay.roomSid === life.sid);
			const sids = here.map(({ sid }) => sid);
			const forgotten = of('store_lost').findLast((lost) => lost.at <= at)?.at ?? 0;
			const from = Math.max(life.from, forgotten);
			if (knowledge.ofLiving(room, { roomSid: life.sid, sids }, from) >= at) return [];
			return [{ rule: RULE, at, what: `${life.sid} lives, and its deadline is ${deadline ?? 'none'}` }];
		});
	});
}

function overlooked({ of, patience, end }: Timeline): readonly Violation[] {
	/** When each record is due. */
	const due = new Map<string, number>();
	const found: Violation[] = [];
	const look = (key: string, at: number) => {
		const deadline = due.get(key);
		if (deadline !== undefined && at > patience.bySweep(deadline, 0))
			found.push({ rule: RULE, at: deadline, what: `${key} was due, and nobody looked before ${at}` });
	};
	const events = [...of('saved'), ...of('leased'), ...of('store_lost')].sort((a, b) => a.at - b.at);
	for (const event of events) {
		if (event.kind === 'store_lost') {
			due.clear();
			continue;
		}
		const { key, at } = event;
		if (conversationOf(key) === null) continue;
		look(key, at);
		const next = event.kind === 'leased' ? event.until : event.deadline;
		if (next === null) due.delete(key);
		else due.set(key, next);
	}
	for (const key of due.keys()) look(key, end);
	return found;
}
