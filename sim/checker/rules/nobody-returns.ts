/**
 * Nobody returns: the room is closed, and its agent gone, within the grace and one sweep of the moment in which the API
 * could know that the last human has left. What nobody tells it, it finds when it looks next.
 *
 * @module
 */

import { keyOf } from '../names.ts';
import { closedAt, openSaves } from '../timeline/saves.ts';
import { type Span, without } from '../timeline/spans.ts';
import type { Life, Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

/** For a room in which nobody ever was, beside the grace. */
const ORPHAN_MS = 30_000;
/** A visitor with a token is on the way. */
const ARRIVAL_MS = 30_000;
/** Each open room is looked at so often, and all rooms are listed. */
const LOOKED_AT_MS = 300_000;
/** From the end of the grace until the server has done it. */
const TAKES_MS = 2_000;

export const nobodyReturns: Rule = (timeline) =>
	timeline.rooms.flatMap((room) => timeline.lives(room).flatMap((life) => inLife(timeline, life)));

function inLife(timeline: Timeline, life: Life): readonly Violation[] {
	const { room, sid } = life;
	const { conversation, generation } = keyOf(room);
	const closing = closedAt(timeline.saves(conversation), generation);
	const humans = timeline.stays(room).filter((stay) => stay.who === 'human' && stay.roomSid === sid);
	return without(life, humans).flatMap((alone): readonly Violation[] => {
		const due = dueIn(timeline, life, alone);
		// What is closed is the business of tombstones.
		if (alone.to <= due || (closing !== undefined && closing.at <= due)) return [];
		return [{ rule: 'nobody returns', at: due, what: `${sid} lives, and nobody is in it since ${alone.from}` }];
	});
}

function dueIn({ stays, saves, knowledge, patience, settings, of }: Timeline, life: Life, alone: Span): number {
	const { room, sid } = life;
	const { conversation, generation } = keyOf(room);
	// What was known before is known no more.
	const forgotten = of('store_lost').findLast(({ at }) => at < alone.to)?.at ?? 0;
	const from = Math.max(life.from, forgotten);
	const all = stays(room).filter((stay) => stay.from < alone.to);
	const known = all.filter((stay) => stay.who === 'human' && knowledge.ofBeing(room, stay.sid, forgotten) < alone.to);
	const heardOfLife = knowledge.ofLife(room, sid, from);
	const heardOfLeaves = known.map((stay) =>
		knowledge.ofGoing(room, stay.sid, Math.max(stay.to, knowledge.ofBeing(room, stay.sid, forgotten))),
	);
	const heard = Math.max(alone.from, heardOfLife, ...heardOfLeaves);
	const found = patience.bySweep(Math.max(alone.from, forgotten) + LOOKED_AT_MS, 0);
	// Who asked may never have got the answer.
	const asked =
		openSaves(saves(conversation), generation).findLast(({ at }) => at < alone.to)?.record.room.askedAt ?? 0;
	const grace = settings.graceMs + (known.length === 0 ? ORPHAN_MS : 0);
	const since = Math.min(heard, found);
	return patience.bySweep(Math.max(since + grace, asked + ARRIVAL_MS), TAKES_MS);
}
