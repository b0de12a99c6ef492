/**
 * One claim lives for a room: nobody else is granted it while the job that has it may still come, or is known to be there.
 * Each grant has a higher epoch than all before.
 *
 * @module
 */
import { jobOf, keyOf } from '../names.ts';
import { type Claim, openSaves } from '../timeline/saves.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

const RULE = 'one claim';
const LEASE_MS = 15_000;

export const oneClaim: Rule = (timeline) =>
	timeline.rooms.flatMap((room) =>
		grantsFor(timeline, room).flatMap(({ claim, before }): readonly Violation[] => {
			const { jobId, epoch, grantedAt: at } = claim;
			const what = `${jobId} got the claim of ${room} that ${before.jobId} has`;
			if (epoch <= before.epoch) return [{ rule: RULE, at, what: `${what}, and no higher epoch` }];
			return lives(timeline, room, before, at) ? [{ rule: RULE, at, what }] : [];
		}),
	);

interface Grant {
	readonly claim: Claim;
	/** As it was kept last. */
	readonly before: Claim;
}

function grantsFor({ saves, of }: Timeline, room: string): readonly Grant[] {
	const { conversation, generation } = keyOf(room);
	const kept = openSaves(saves(conversation), generation);
	return kept.flatMap(({ at, record }, i): readonly Grant[] => {
		const last = kept[i - 1];
		const [claim, before] = [record.room.claim, last?.record.room.claim ?? null];
		const isForgotten = of('store_lost').some((lost) => last !== undefined && lost.at >= last.at && lost.at <= at);
		if (claim === null || before === null || claim.jobId === before.jobId || isForgotten) return [];
		return [{ claim, before }];
	});
}

/** As far as the API can know. */
function lives(
	{ stays, knowledge }: Timeline,
	room: string,
	{ jobId, grantedAt, lostAt }: Claim,
	now: number,
): boolean {
	if (lostAt !== null) return false;
	const own = stays(room).filter(({ identity, who }) => who === 'agent' && jobOf(identity) === jobId);
	const left = own.some((stay) => stay.from <= now && stay.to < now);
	// Of one that is not in the room yet only the lease is known; of one that was, its comings and goings.
	if (!left && own.every((stay) => knowledge.ofBeing(room, stay.sid) > now)) return now < grantedAt + LEASE_MS;
	const here = own.find((stay) => stay.from <= now && stay.to >= now);
	return here !== undefined && !left && knowledge.ofBeing(room, here.sid) <= now;
}
