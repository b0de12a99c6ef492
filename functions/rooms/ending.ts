/**
 * When a room is over although nobody has closed it.
 *
 * @module
 */
import { onTheWayUntil } from './arrival.ts';
import type { RoomFacts } from './facts.ts';
import { finishedAt, newestLife } from './lives.ts';
import { earliest, latest } from './order.ts';
import { lastHumanLeft, present } from './people.ts';
import type { Policy } from './policy.ts';

export interface End {
	readonly at: number;
	readonly reason: 'grace_expired' | 'room_finished' | 'server_gone' | 'call_limit';
}

/** When a room is over, by whichever of its clocks is the first. Null: nothing ends it yet. `at` may be past. */
export function endOfRoom(room: RoomFacts, policy: Policy): End | null {
	const deserted = endOfDeserted(room, policy);
	const longest = endOfLongest(room, policy);
	if (deserted === null || longest === null) return deserted ?? longest;
	return deserted.at <= longest.at ? deserted : longest;
}

/** When its call began, as far as it was heard of; null: nobody was there yet. A restart of the server is a beginning. */
export const beganAt = ({ lives, people }: RoomFacts): number | null =>
	[...Object.values(lives), ...Object.values(people)].reduce<number | null>(
		(first, { seenAt }) => earliest(first, seenAt),
		null,
	);

/** Its agent ends it in time, with a word to whoever is there; this is for one that does not. */
function endOfLongest(room: RoomFacts, { longestCallMs, callSlackMs }: Policy): End | null {
	const began = beganAt(room);
	if (began === null || longestCallMs === null) return null;
	return { at: began + longestCallMs + callSlackMs, reason: 'call_limit' };
}

/** Null while a human is there, and for a room that nobody has ever been in. `at` may be past. */
export function endOfDeserted(room: RoomFacts, policy: Policy): End | null {
	if (present(room, 'human').length > 0) return null;
	const life = newestLife(room);
	const left = lastHumanLeft(room);
	if (life === null && left === null) return null;
	// Who asked in time is waited for.
	const arrival = onTheWayUntil(room, policy) ?? 0;
	const finished = finishedAt(room);
	if (finished !== null) {
		const reason = lastLeaveWasTheServers(room) ? 'server_gone' : 'room_finished';
		return { at: Math.max(finished, arrival), reason };
	}
	const since = left ?? (life?.seenAt ?? 0) + policy.orphanMs;
	return { at: Math.max(since + graceOf(life?.departureMs ?? null, policy), arrival), reason: 'grace_expired' };
}

/** As an agent sees it that has seen nobody for the whole grace. It may have missed who came and went again. */
export function isGraceOver(room: RoomFacts, now: number, policy: Policy): boolean {
	const end = endOfDeserted(room, policy);
	return end === null || now + policy.earlyEndMs >= end.at;
}

/** Our end must come before the server's own, which is known from the room. */
const graceOf = (departureMs: number | null, { graceMs, departureMarginMs }: Policy): number =>
	departureMs === null ? graceMs : Math.max(0, Math.min(graceMs, departureMs - departureMarginMs));

/** Of two who left in the same moment either may have been heard of last. */
function lastLeaveWasTheServers({ people }: RoomFacts): boolean {
	const humans = Object.values(people).filter(({ kind }) => kind === 'human');
	const last = humans.reduce<number | null>((time, { leftAt }) => latest(time, leftAt), null);
	return humans.some(({ leftAt, serverGone }) => serverGone && leftAt === last);
}
