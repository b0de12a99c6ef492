/**
 * The stored record of a conversation: what was observed and commanded, and nothing that follows from it. Phase, effects
 * and deadlines are derived by {@link phase} and {@link decide} whenever they are asked for.
 *
 * @module
 */

/** Somebody in a room, by participant sid: an identity returns after a refresh, a sid never does. */
export interface Person {
	readonly identity: string;
	/** `other` is egress, ingress or an avatar: neither keeps a room alive nor serves it. */
	readonly kind: 'human' | 'agent' | 'other';
	readonly joinedAt: number;
	/** Null while present. Never goes back to null: a sid that left stays gone. */
	readonly leftAt: number | null;
}

/** A claim that waits for its agent to be seen, or one that is bound to it. */
export type Claim = {
	readonly jobId: string;
	readonly epoch: number;
	/** Another agent served this room before. */
	readonly replaces: boolean;
} & (
	| { readonly state: 'pending'; readonly leaseUntil: number }
	| { readonly state: 'bound'; readonly identity: string; readonly sid: string }
);

/** A close is a tombstone on the room name: whatever starts under it afterwards is deleted again. */
export interface Closed {
	readonly generation: number;
	readonly at: number;
	readonly reason: CloseReason;
}
export type CloseReason = 'hung_up' | 'grace_expired' | 'agent_failed' | 'said_goodbye' | 'forgotten';

/** What belongs to the current generation and goes with it. */
export interface RoomFacts {
	/** When a token for this room was last given out; null: nobody is on the way. */
	readonly askedAt: number | null;
	/** Room sids that the server has finished: `room_finished` ends only its own incarnation. */
	readonly finished: readonly string[];
	readonly people: Readonly<Record<string, Person>>;
	readonly claim: Claim | null;
}

export interface Facts {
	/** Version of this shape; old and new code run side by side in a deploy. */
	readonly v: 1;
	readonly generation: number;
	readonly room: RoomFacts;
	readonly closed: Closed | null;
	/** The last epoch that was granted, over all generations; fences the writes of agents. */
	readonly epoch: number;
	readonly timezone: string | null;
	readonly todo: readonly string[];
}

export const emptyRoom: RoomFacts = { askedAt: null, finished: [], people: {}, claim: null };

/**
 * A new record. Its generation starts at the Unix second, so that a name which an earlier, expired record has used is
 * not used again.
 */
export const newFacts = (now: number): Facts => ({
	v: 1,
	generation: Math.floor(now / 1000),
	room: emptyRoom,
	closed: null,
	epoch: 0,
	timezone: null,
	todo: [],
});

/** The record of a room that exists although the store does not know it. */
export const adoptedFacts = (now: number, generation: number): Facts => ({ ...newFacts(now), generation });

export const isPresent = (person: Person): boolean => person.leftAt === null;

export const present = (room: RoomFacts, kind: Person['kind']): readonly Person[] =>
	Object.values(room.people).filter((person) => person.kind === kind && isPresent(person));
