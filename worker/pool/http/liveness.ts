/**
 * Whether this process lives: that it answers shows that its event loop turns, and its heartbeat must go on. Not whether it
 * reaches LiveKit or the API: a worker that is replaced for that loses its calls.
 *
 * @module
 */

/** A beat every 5 s, answered within 6. */
const STALE_AFTER_MS = 60_000;

/** @param lastBeat when the heartbeat sent something last; null: it has not begun, LiveKit does not know the worker yet */
export const isAlive = (lastBeat: number | null, now: number): boolean =>
	lastBeat === null || now - lastBeat < STALE_AFTER_MS;
