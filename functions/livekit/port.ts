/**
 * What Greenroom asks of LiveKit, in plain data. The adapter in this folder is the only importer of the server SDK.
 *
 * @module
 */
import type { DispatchMetadata } from '../protocol/agent.ts';

export interface JoinTicket {
	readonly room: string;
	readonly identity: string;
	/** Shown to others in the room; may be empty. */
	readonly name: string;
	readonly dispatch: DispatchMetadata;
}

/** A look-up or an act whose answer may stay unknown: unknown is never absence. */
export type Deletion = 'deleted' | 'absent' | 'unknown';

/** A verified webhook, reduced to what is used. `event` is open: LiveKit adds names that its SDK does not know yet. */
export interface WebhookEvent {
	readonly event: string;
	readonly id: string;
	readonly room: { readonly name: string; readonly sid: string } | null;
	readonly participant: {
		readonly sid: string;
		readonly identity: string;
		readonly kind: 'human' | 'agent' | 'other';
		/** Milliseconds since the epoch; null when the event does not say. */
		readonly joinedAt: number | null;
	} | null;
}

export interface LiveKit {
	/** A token that joins one room as one identity, and dispatches the agent when it creates the room. */
	mint(ticket: JoinTicket): Promise<string>;
	deleteRoom(name: string): Promise<Deletion>;
	/** @returns null when the signature does not match the body */
	receiveWebhook(body: string, authorization: string): Promise<WebhookEvent | null>;
}
