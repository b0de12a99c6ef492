/**
 * A visitor asks for the way into their room.
 *
 * @module
 */
import { close } from './closing.ts';
import { endOfRoom } from './ending.ts';
import { type Facts, inRoom, type RoomFacts } from './facts.ts';
import type { Policy } from './policy.ts';

export interface Asking {
	readonly timezone: string | null;
	/** The agent that is wanted; null: the stage's own. */
	readonly agent: string | null;
	/** The same request, sent again, has the same id. */
	readonly requestId: string | null;
	/** The generation of the room that a page has lost, and asks back into; null: it has just been loaded. */
	readonly returnsTo: number | null;
	/** From the click to the first sound; null: the page has none. */
	readonly trace: string | null;
}

/** Somebody was given a token and is on the way. Who comes too late, or wants a fresh room, gets the next one. */
export function ask(facts: Facts, asking: Asking, now: number, policy: Policy): Facts {
	const isRepeated = asking.requestId !== null && asking.requestId === facts.room.askedBy;
	const after = isRepeated ? facts : openFor(facts, asking, now, policy);
	return inRoom({ ...after, timezone: asking.timezone ?? facts.timezone }, (room) => ({
		...room,
		askedAt: now,
		askedBy: asking.requestId,
		agent: room.askedAt === null ? asking.agent : room.agent,
		...(asking.trace === null ? {} : { trace: asking.trace }),
	}));
}

function openFor(facts: Facts, { returnsTo }: Asking, now: number, policy: Policy): Facts {
	const closed = (reason: 'fresh_start' | 'grace_expired' | 'room_finished' | 'server_gone' | 'call_limit') =>
		close(facts, facts.generation, reason, now).facts;
	const isNewCall = returnsTo !== facts.generation && !isUnused(facts.room);
	if (policy.lifecycle === 'fresh' && isNewCall) return closed('fresh_start');
	const end = endOfRoom(facts.room, policy);
	return end !== null && end.at <= now ? closed(end.reason) : facts;
}

const isUnused = (room: RoomFacts): boolean => room.askedAt === null && Object.keys(room.people).length === 0;
