/**
 * A conversation as its visitor sees it: `GET /api/conversation`, and the part of a token answer that restores a page.
 *
 * @module
 */
import * as z from 'zod/mini';
import { storedFileSchema } from './files.ts';

/** Characters of one turn that are kept; longer ones are cut with an ellipsis by whoever stores them. */
export const TURN_TEXT_LIMIT = 8_000;

export const turnSchema = z.object({
	/** The id of the chat item, or of the typed message that it was. Unique within a conversation. */
	id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/)),
	role: z.enum(['user', 'agent']),
	text: z.string().check(z.maxLength(TURN_TEXT_LIMIT)),
	/** Milliseconds since the epoch. */
	at: z.int().check(z.nonnegative()),
	/** The agent was cut off; `text` is what it got to say. */
	interrupted: z.optional(z.boolean()),
});
/** One committed utterance of the visitor or the agent. */
export type Turn = z.infer<typeof turnSchema>;

export const phaseSchema = z.enum(['empty', 'starting', 'active', 'grace_period', 'closing']);
/** Derived from the facts whenever it is asked for, never stored. */
export type Phase = z.infer<typeof phaseSchema>;

export const endReasonSchema = z.enum([
	/** By the visitor, on this page or another. */
	'hung_up',
	/** Nobody was there for as long as a call waits. */
	'grace_expired',
	/** Its models failed for good. */
	'agent_failed',
	'said_goodbye',
	'forgotten',
	'closed_by_operator',
	/** It was the longest call that is allowed. */
	'call_limit',
	/** Somebody was there, and nobody said anything any more. */
	'silence',
	/** The server had closed it. */
	'room_finished',
	/** Each load of the page is a room of its own. */
	'fresh_start',
	/** A newer generation is known; how this one ended is not. */
	'superseded',
]);
/** Why a call ended. */
export type EndReason = z.infer<typeof endReasonSchema>;

export const conversationViewSchema = z.object({
	phase: phaseSchema,
	/** The current room, `null` while no call is open. */
	room: z.nullable(z.string()),
	/** Present when a room was asked about: whether that call has ended. No other answer says that a call has ended. */
	ended: z.optional(z.boolean()),
	/** Why it ended; absent while it goes on. */
	end_reason: z.optional(endReasonSchema),
	/** The last turns, oldest first. */
	turns: z.array(turnSchema),
	/** Pass as `before` to get the turns before these; `null` when there are none. */
	cursor: z.nullable(z.string()),
	/** What the visitor has given the agent, oldest first; absent: nothing. */
	files: z.optional(z.array(storedFileSchema)),
});
export type ConversationView = z.infer<typeof conversationViewSchema>;
