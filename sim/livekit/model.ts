/**
 * What the parts of the LiveKit model say to each other.
 *
 * @module
 */

/** A token that joins one room as one identity. `room`: what acts in the join that creates the room. */
export interface JoinToken {
	readonly room: string;
	readonly identity: string;
	readonly kind: 'human' | 'agent';
	/** `lk.agent_name`; null: a person. */
	readonly agentName: string | null;
	/** Null: an agent's, which carries none. */
	readonly config: RoomConfig | null;
	/** A refreshed token is valid for as long as somebody stays, and ten minutes more. */
	readonly until: number;
}

export interface RoomConfig {
	readonly agents: readonly { readonly agentName: string; readonly metadata: string }[];
	readonly departureMs: number;
	readonly emptyMs: number;
}

export type LeaveReason =
	| 'left'
	| 'replaced'
	| 'removed'
	| 'deleted'
	| 'closed'
	| 'timed_out'
	/** Shut down in good order. */
	| 'server_gone'
	/** Killed: nobody is told. */
	| 'server_killed';

export interface PersonSeen {
	readonly sid: string;
	readonly identity: string;
	readonly kind: 'human' | 'agent';
}

/** A client of the server, as the server knows it. */
export interface Client {
	/** Somebody else came or went. `certain`: with a reason. */
	came(person: PersonSeen): void;
	went(person: PersonSeen): void;
	/** It is not in the room any more. */
	dropped(why: LeaveReason): void;
}

/** A participant on the server. */
export interface Seat extends PersonSeen {
	readonly agentName: string | null;
	readonly room: Room;
	readonly client: Client;
	/** Its media are connected: only then it was there for webhooks. */
	active: boolean;
	isThere: boolean;
}

/** One life of a room name. */
export interface Room {
	readonly name: string;
	readonly sid: string;
	/** By the server's clock. */
	readonly createdAt: number;
	readonly madeAt: number;
	readonly departureMs: number;
	readonly emptyMs: number;
	readonly seats: Map<string, Seat>;
	hadHuman: boolean;
	lastLeftAt: number | null;
}
