/**
 * The agent of a room stays its agent: it is not put out while it has the claim, and does not leave somebody who is there.
 *
 * @module
 */
import { jobOf, keyOf } from '../names.ts';
import { closedAt, recordAt } from '../timeline/saves.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

const RULE = 'same agent';
/** It has said so itself. */
const DESERTIONS = ['replaced', 'room_closed', 'grace_expired'];
/** It sees who comes a moment later. */
const SEES_MS = 3_000;

export const sameAgent: Rule = (timeline) => [...putOut(timeline), ...desertions(timeline)];

function putOut(timeline: Timeline): readonly Violation[] {
	const { of, stays, saves } = timeline;
	return of('did').flatMap(({ at, what, room, sid }): readonly Violation[] => {
		const stay = stays(room).find((one) => one.sid === sid);
		if (what !== 'remove' || stay === undefined) return [];
		const job = jobOf(stay.identity);
		const claim = recordAt(saves(keyOf(room).conversation), at)?.record.room.claim;
		if (claim?.jobId !== job || claim.lostAt !== null || hasEnded(timeline, job, at)) return [];
		return [{ rule: RULE, at, what: `${job} was put out of ${room}, and it is its agent` }];
	});
}

const hasEnded = ({ of }: Timeline, job: string, at: number): boolean =>
	of('job').some((one) => one.job === job && one.is === 'ended' && one.at <= at);

function desertions(timeline: Timeline): readonly Violation[] {
	const { of, presences, saves } = timeline;
	return of('job').flatMap((end): readonly Violation[] => {
		if (end.is !== 'ended' || !DESERTIONS.includes(end.why)) return [];
		const { at, job, room } = end;
		const { conversation, generation } = keyOf(room);
		const claims = of('claimed').filter((claim) => claim.room === room && claim.at <= at);
		const own = claims.findLast((claim) => claim.job === job);
		const isTheLast = claims.every(({ epoch }) => epoch <= (own?.epoch ?? 0));
		const closing = closedAt(saves(conversation), generation);
		const isForgotten = of('store_lost').some((lost) => lost.at <= at);
		if (own === undefined || !isTheLast || (closing !== undefined && closing.at <= at) || isForgotten) return [];
		const left = presences(room).find(({ who, from, to }) => who === 'human' && from < at - SEES_MS && at < to);
		if (left === undefined) return [];
		return [{ rule: RULE, at, what: `${job} has left ${room} (${end.why}), and ${left.sid} is there` }];
	});
}
