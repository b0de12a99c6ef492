/**
 * The stored record of a conversation: what was observed and commanded, and nothing that follows from it. Who is present,
 * which claim lives, phase, effects and deadlines are derived whenever they are asked for.
 *
 * All times are milliseconds since the epoch of our own clock, but for {@link Life.createdAt}.
 *
 * @module
 */
import type { EndReason } from '../protocol/conversation.ts';
import type { KeptFile } from './files.ts';

/** Somebody in a room, by participant sid: an identity returns after a refresh, a sid never does. */
export interface Person {
	readonly identity: string;
	/** `agent` is one of ours. `other` (egress, ingress, avatars) neither keeps a room alive nor serves it. */
	readonly kind: 'human' | 'agent' | 'other';
	/** Sid of the room: which life it is in. Null: whoever saw it did not say. */
	readonly room: string | null;
	/**
	 * Further sids that were said of it, in their order; absent: none. A look is two requests: when the server restarts
	 * between them, somebody of the new life is listed in the old one.
	 */
	readonly otherRooms?: readonly string[];
	/** First seen. */
	readonly seenAt: number;
	/** End of the last look-up that listed it. */
	readonly listedAt: number | null;
	/** Seen to leave. Being absent from a look-up is not kept here, because a later one may list it. */
	readonly leftAt: number | null;
	/** It left because the same identity joined again: not a departure. */
	readonly replaced: boolean;
	/** It left because the server went down: nobody has hung up. */
	readonly serverGone: boolean;
}

/** An incarnation: one life of a room name on the server. A server restart begins another one. */
export interface Life {
	/** By the server's clock: compared with other lives only. */
	readonly createdAt: number;
	readonly seenAt: number;
	readonly finishedAt: number | null;
	/** After how long without a human the server closes it; null: not known. */
	readonly departureMs: number | null;
}

/** A look at the server's list. Whoever was seen before its start, and is not listed, had left by its end. */
export interface Look {
	readonly start: number;
	readonly end: number;
}

/** "May I serve this room?", granted. Whether it is pending, bound or dead is derived ({@link claimState}). */
export interface Claim {
	readonly jobId: string;
	/** A fencing number: a write with a lower one is refused. */
	readonly epoch: number;
	readonly grantedAt: number;
	/** Another agent served this room before. */
	readonly replaces: boolean;
	/** Its process has ended, or it said itself that it goes. */
	readonly lostAt: number | null;
	/** The worker whose job it is; absent: it did not say. */
	readonly worker?: string;
}

/** A room that was closed: a tombstone on its name. Every generation below the current one is one, listed here or not. */
export interface Closed {
	readonly generation: number;
	/** When it was closed, or last seen to live although it was closed. */
	readonly at: number;
	readonly reason: CloseReason;
	/** When it was last deleted. */
	readonly deletedAt: number | null;
	/** Of whoever asked for it last; absent: nobody has said one. */
	readonly trace?: string;
}
export type CloseReason =
	| EndReason
	/** The server went down in good order: the page is given another room. */
	| 'server_gone';

/** What belongs to the current generation and goes with it. */
export interface RoomFacts {
	/** When a token for this room was last given out; null: nobody is on the way. */
	readonly askedAt: number | null;
	/** Which request that was, so that its repetition is no second one. */
	readonly askedBy: string | null;
	/** Name under which the wanted agent's workers register; null: the stage's own. */
	readonly agent: string | null;
	readonly lives: Readonly<Record<string, Life>>;
	readonly people: Readonly<Record<string, Person>>;
	readonly looks: readonly Look[];
	readonly claim: Claim | null;
	/** When agents were asked for beside the token's own dispatch. */
	readonly dispatches: readonly number[];
	/** Dispatches before this do not count any more: a worker came, or the person asks to try again. */
	readonly triesFrom: number;
	/** When people were told that no agent comes; absent: never. */
	readonly gaveUpAt?: number;
	/** Of whoever asked last; absent: nobody has said one. */
	readonly trace?: string;
}

export interface Facts {
	/** Version of this shape; old and new code run side by side in a deploy. */
	readonly v: 1;
	readonly generation: number;
	readonly room: RoomFacts;
	/** The last closed rooms, oldest first. */
	readonly closed: readonly Closed[];
	/** The last epoch that was granted, over all generations; fences the writes of agents. */
	readonly epoch: number;
	/** Ids of the webhooks that changed something, oldest first. */
	readonly events: readonly string[];
	readonly timezone: string | null;
	readonly timezoneOffset: number | null;
	readonly todo: readonly string[];
	/** What the visitor has given the agent, oldest first; absent: nothing. */
	readonly files?: readonly KeptFile[];
}

export const emptyRoom: RoomFacts = {
	askedAt: null,
	askedBy: null,
	agent: null,
	lives: {},
	people: {},
	looks: [],
	claim: null,
	dispatches: [],
	triesFrom: 0,
};

/**
 * A new record. Its generation starts at the Unix second, so that a name which an earlier, expired record has used is
 * not used again.
 */
export const newFacts = (now: number): Facts => ({
	v: 1,
	generation: Math.floor(now / 1000),
	room: emptyRoom,
	closed: [],
	epoch: 0,
	events: [],
	timezone: null,
	timezoneOffset: null,
	todo: [],
});

/** The record of a room that exists although the store does not know it. */
export const adoptedFacts = (now: number, generation: number): Facts => ({ ...newFacts(now), generation });

/**
 * The record of a visitor's own room that they name, when the store has lost it. Null for a generation that was never
 * given out: they begin as a time.
 */
export const lostFacts = (generation: number, now: number): Facts | null =>
	generation * 1000 <= now ? adoptedFacts(now, generation) : null;

/** Changes what belongs to the current room. The same object when nothing changed. */
export const inRoom = (facts: Facts, fold: (room: RoomFacts) => RoomFacts): Facts => {
	const room = fold(facts.room);
	return room === facts.room ? facts : { ...facts, room };
};
