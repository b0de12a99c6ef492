/**
 * Nothing lives under the name of a closed room: not for longer than 25 s after the close, or after the API could know that
 * it lives; what nobody tells is found by the next full listing.
 *
 * @module
 */
import { keyOf } from '../names.ts';
import { closedAt } from '../timeline/saves.ts';
import type { Rule, Violation } from '../violation.ts';

/** The last deletion after a close, or after a sight. The sweep that does it comes on top. */
const DELETIONS_MS = 20_000;
const LISTING_MS = 300_000;

export const tombstones: Rule = ({ rooms, lives, stays, saves, knowledge, patience, of }) =>
	rooms.flatMap((room): readonly Violation[] => {
		const { conversation, generation } = keyOf(room);
		const closing = closedAt(saves(conversation), generation);
		if (closing === undefined) return [];
		const { at: closed } = closing;
		// Of a room that the store has forgotten nobody knew that there was something to close.
		const before = saves(conversation).findLast(({ at }) => at < closed);
		const isKnownBefore = before !== undefined && !of('store_lost').some(({ at }) => at >= before.at && at <= closed);
		return lives(room).flatMap((life): readonly Violation[] => {
			const isForgotten = of('store_lost').some(({ at }) => at >= closed && at < life.to);
			if (life.to <= closed || isForgotten) return [];
			const here = stays(room).filter(({ roomSid }) => roomSid === life.sid);
			const sids = here.map(({ sid }) => sid);
			const from = Math.max(closed, life.from);
			const isSoon = life.from <= closed + DELETIONS_MS && isKnownBefore;
			const heard = isSoon ? closed : knowledge.ofLiving(room, { roomSid: life.sid, sids }, from);
			const promised = patience.bySweep(heard, DELETIONS_MS);
			const listed = patience.bySweep(from + LISTING_MS, DELETIONS_MS);
			// A deletion that was in vain was the last one: only the listing finds what is left.
			const due = promised > heard + 2 * DELETIONS_MS ? Math.max(promised, listed) : Math.min(promised, listed);
			if (life.to <= due) return [];
			return [{ rule: 'tombstones', at: due, what: `${life.sid} lives, and ${room} was closed at ${closed}` }];
		});
	});
