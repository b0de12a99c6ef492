/**
 * A visitor asks for the way into their room.
 *
 * @module
 */
import type { Facts } from './facts.ts';

/** Somebody was given a token and is on the way. */
export const ask = (facts: Facts, request: { readonly timezone: string | null }, now: number): Facts => ({
	...facts,
	timezone: request.timezone ?? facts.timezone,
	room: { ...facts.room, askedAt: now },
});
