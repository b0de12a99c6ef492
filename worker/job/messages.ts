/**
 * Typed messages. The page sends one again until it is acknowledged, so an id that was seen is not taken twice, neither
 * by this agent nor by one that takes over: the turn in the store has the message's id.
 *
 * @module
 */
import { MESSAGE_ID } from '../../functions/protocol/call.ts';
import { TURN_TEXT_LIMIT } from '../../functions/protocol/conversation.ts';

export type Taken =
	| { readonly outcome: 'new'; readonly id: string; readonly text: string }
	/** Sent again: to be acknowledged, not to be answered. */
	| { readonly outcome: 'seen'; readonly id: string }
	| { readonly outcome: 'empty' };

export interface Inbox {
	/**
	 * @param id the message's id; undefined from clients that have none, whose messages are all new
	 */
	take(id: string | undefined, text: string): Taken;
}

/** @param seen ids of turns that are in the history */
export function makeInbox(seen: Iterable<string>, newId: () => string): Inbox {
	const ids = new Set(seen);
	return {
		take(given, text) {
			const id = given !== undefined && MESSAGE_ID.test(given) ? given : newId();
			if (ids.has(id)) return { outcome: 'seen', id };
			const trimmed = text.trim();
			if (trimmed === '') return { outcome: 'empty' };
			ids.add(id);
			return { outcome: 'new', id, text: shorten(trimmed) };
		},
	};
}

/** Turns are stored within a limit; whoever types more gets an answer to its beginning. */
export const shorten = (text: string): string =>
	text.length <= TURN_TEXT_LIMIT ? text : `${text.slice(0, TURN_TEXT_LIMIT - 1)}…`;
