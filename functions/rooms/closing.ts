/**
 * Closing a room: the generation moves on, and the old name is a tombstone.
 *
 * @module
 */
import { type Closed, type CloseReason, emptyRoom, type Facts } from './facts.ts';
import { withClosed } from './tombstones.ts';

export type CloseOutcome =
	| { readonly outcome: 'closed' | 'already_closed'; readonly facts: Facts }
	/** That generation does not exist yet. */
	| { readonly outcome: 'not_found'; readonly facts: Facts };

/** Closes one generation. Closing what is closed is success; only the named generation is ever closed. */
export function close(facts: Facts, generation: number, reason: CloseReason, now: number): CloseOutcome {
	if (generation > facts.generation) return { outcome: 'not_found', facts };
	if (generation < facts.generation) return { outcome: 'already_closed', facts };
	const moved = { ...facts, generation: generation + 1, room: emptyRoom };
	return { outcome: 'closed', facts: withClosed(moved, tombstoneOf(facts, reason, now)) };
}

const tombstoneOf = ({ generation, room: { trace } }: Facts, reason: CloseReason, at: number): Closed => ({
	generation,
	at,
	reason,
	deletedAt: null,
	...(trace === undefined ? {} : { trace }),
});

/** Forgets everything that was said and kept. The record stays as a tombstone; the fence shuts out the agent. */
export function forget(facts: Facts, now: number): Facts {
	const { files: _, ...rest } = close(facts, facts.generation, 'forgotten', now).facts;
	return { ...rest, epoch: facts.epoch + 1, timezone: null, timezoneOffset: null, todo: [] };
}

/** A room of a later generation than the record knows of is alive: the record is an old one, and is moved on. */
export const moveOn = (facts: Facts, generation: number, now: number): Facts =>
	generation <= facts.generation
		? facts
		: withClosed({ ...facts, generation, room: emptyRoom }, tombstoneOf(facts, 'superseded', now));
