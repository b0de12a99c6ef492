/**
 * Who was given a token and has not come yet.
 *
 * @module
 */
import type { RoomFacts } from './facts.ts';
import { present } from './people.ts';
import type { Policy } from './policy.ts';

/** Until when somebody is expected; null: nobody is, or they have come. May be past. */
export function onTheWayUntil({ askedAt, people }: RoomFacts, policy: Policy): number | null {
	if (askedAt === null) return null;
	const came = Object.values(people).some(({ kind, seenAt }) => kind === 'human' && seenAt >= askedAt);
	return came ? null : askedAt + policy.arrivalMs;
}

/** Somebody is there or on their way: an agent that sees nobody must not end the call. */
export const isAwaited = (room: RoomFacts, now: number, policy: Policy): boolean =>
	present(room, 'human').length > 0 || now < (onTheWayUntil(room, policy) ?? 0);
