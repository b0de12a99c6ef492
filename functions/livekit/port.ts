/**
 * What Greenroom asks of LiveKit, in plain data. The adapter in this folder is the only importer of the server SDK.
 *
 * @module
 */
import type { DispatchMetadata } from '../protocol/agent.ts';
import type { LookUp } from '../rooms/looks.ts';

export interface JoinTicket {
	readonly room: string;
	readonly identity: string;
	/** Shown to others in the room; may be empty. */
	readonly name: string;
	/** Name under which the wanted agent's workers register; null: LiveKit dispatches by itself. */
	readonly agent: string | null;
	readonly dispatch: DispatchMetadata;
	/** How long LiveKit keeps the room without a human: behind all clocks of ours. */
	readonly departureSeconds: number;
}

/** An act whose outcome may stay unknown: unknown is neither done nor absent. */
export type Deletion = 'deleted' | 'absent' | 'unknown';
export type Removal = 'removed' | 'absent' | 'other_sid' | 'unknown';
export type Dispatching =
	/** LiveKit has taken it, which does not mean that a worker gets it. */
	{ readonly outcome: 'dispatched'; readonly id: string } | { readonly outcome: 'unknown' };

/** A room on the server, now. */
export type Listing =
	| { readonly outcome: 'present'; readonly room: NonNullable<LookUp['room']>; readonly people: LookUp['people'] }
	| { readonly outcome: 'absent' }
	| { readonly outcome: 'unknown' };

/** `answeredAt`: when the server had said so. Absent: with the last of those that were asked for. */
export type TimedListing = Listing & { readonly answeredAt?: number };

export interface ListedRoom {
	readonly name: string;
	readonly sid: string;
	/** By the server's clock. */
	readonly createdAt: number;
}

/** A verified webhook, reduced to what is used. `event` is open: LiveKit adds names that its SDK does not know yet. */
export interface WebhookEvent {
	readonly event: string;
	readonly id: string;
	readonly room: {
		readonly name: string;
		readonly sid: string;
		/** By the server's clock; null in events that do not say. */
		readonly createdAt: number | null;
		readonly departureMs: number | null;
	} | null;
	readonly participant: {
		readonly sid: string;
		readonly identity: string;
		readonly kind: 'human' | 'agent' | 'other';
		readonly why: 'replaced' | 'server_gone' | 'left';
	} | null;
}

export interface LiveKit {
	/** A token that joins one room as one identity, and dispatches the agent when it creates the room. */
	mint(ticket: JoinTicket): Promise<string>;
	lookUp(name: string): Promise<Listing>;
	/** Each of them, in as few requests as can be. */
	lookUpAll(names: readonly string[], now: () => number): Promise<ReadonlyMap<string, TimedListing>>;
	/** Every room of the project, other stages' and other programs' included; null: the server does not answer. */
	listRooms(): Promise<readonly ListedRoom[] | null>;
	deleteRoom(name: string): Promise<Deletion>;
	/** Only into a room that lives: LiveKit would create it. */
	dispatch(name: string, agent: string, metadata: DispatchMetadata): Promise<Dispatching>;
	/** Removes the participant of that sid: an identity may have come back under another one. */
	removeParticipant(name: string, identity: string, sid: string): Promise<Removal>;
	/** @returns null when the signature does not match the body */
	receiveWebhook(body: string, authorization: string): Promise<WebhookEvent | null>;
}
