/**
 * Typed messages on their way. A message that an agent has not linked yet is lost without a sign (5 of 5 within 50 ms
 * after a refresh), so each one is sent again until the turn of its id comes back; the agent ignores an id that it knows.
 *
 * @module
 */

export interface Message {
	/** Matches `MESSAGE_ID`; the id of the turn that it becomes. */
	readonly id: string;
	readonly text: string;
	/** When it was typed, in milliseconds since the epoch. */
	readonly at: number;
	/** In words, once it takes long or its call is over. */
	readonly remark?: string;
}

/** A message without an answer is sent again after this many milliseconds. */
export const RESEND_AFTER = 1_000;

/** When each message was last sent to the agent that is there now. */
export type Sent = ReadonlyMap<string, number>;

/** The messages to send now, oldest first. */
export const dueMessages = (messages: readonly Message[], sent: Sent, now: number): readonly Message[] =>
	messages.filter((message) => now - (sent.get(message.id) ?? Number.NEGATIVE_INFINITY) >= RESEND_AFTER);

/** When the next message is due; `null` when none is left. Milliseconds since the epoch. */
export function nextDueAt(messages: readonly Message[], sent: Sent, now: number): number | null {
	if (messages.length === 0) return null;
	return Math.min(...messages.map((message) => (sent.get(message.id) ?? now - RESEND_AFTER) + RESEND_AFTER));
}
