/**
 * When a record has to be looked at again although nothing is heard of it.
 *
 * @module
 */
import { onTheWayUntil } from './arrival.ts';
import { claimState } from './claims.ts';
import { agentNeed } from './dispatching.ts';
import { endOfDeserted, endOfRoom } from './ending.ts';
import type { Facts, RoomFacts } from './facts.ts';
import { ghosts } from './ghosts.ts';
import { lastLook } from './looks.ts';
import { latest } from './order.ts';
import { present } from './people.ts';
import type { Policy } from './policy.ts';
import { firstDeletion } from './tombstones.ts';

/** After {@link decide} has done what was due. Null: nothing is open. */
export function nextDeadline(facts: Facts, now: number, policy: Policy): number | null {
	const times = [
		firstDeletion(facts, policy),
		...(isOpen(facts.room, now, policy) ? timesOfRoom(facts.room, now, policy) : []),
	];
	const next = times.filter((time) => time !== null).sort((a, b) => a - b)[0];
	return next === undefined ? null : Math.max(next, now + 1);
}

/** Somebody is in it, or it has lived and was not closed yet, or somebody may still come. */
export function isOpen(room: RoomFacts, now: number, policy: Policy): boolean {
	if (present(room, 'human').length + present(room, 'agent').length > 0) return true;
	if (endOfDeserted(room, policy) !== null) return true;
	// A job is only sent to a room that lives, and may be all that was heard of it.
	const sign = latest(room.askedAt, room.claim?.grantedAt ?? null);
	return sign !== null && now < sign + policy.tokenMs;
}

function timesOfRoom(room: RoomFacts, now: number, policy: Policy): (number | null)[] {
	const claim = claimState(room, now, policy);
	const need = agentNeed(room, now, policy);
	const arrival = onTheWayUntil(room, policy);
	const isHeardTwice = present(room, 'human').length > 0 && ghosts(room, now, policy).length > 0;
	const lookedAt = lastLook(room);
	// A look that was due and has not been had.
	const orSoon = (time: number) => (time > now ? time : now + policy.lookAgainMs);
	return [
		orSoon((lookedAt || now) + policy.openCheckMs),
		endOfRoom(room, policy)?.at ?? null,
		claim.state === 'pending' ? claim.until : null,
		'until' in need ? need.until : null,
		arrival !== null && arrival > lookedAt ? orSoon(arrival) : null,
		// A removal may have failed.
		isHeardTwice ? now + policy.lookAgainMs : null,
	];
}
