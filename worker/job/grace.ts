/**
 * The agent's grace clock: from the observed leave of the last human until the agent asks for the end of the call.
 *
 * @module
 */

/** Sids of the humans in the room, and since when there is none. */
export type Presence =
	| { readonly state: 'together'; readonly humans: ReadonlySet<string> }
	| { readonly state: 'alone'; readonly since: number };

/** An agent is alone until it sees somebody: a room that nobody ever reaches ends by the same clock. */
export const arrive = (presence: Presence, sid: string): Presence => ({
	state: 'together',
	humans: new Set([...(presence.state === 'together' ? presence.humans : []), sid]),
});

/** Leaves of sids that are not there (an evicted twin) change nothing. */
export function depart(presence: Presence, sid: string, now: number): Presence {
	if (presence.state === 'alone' || !presence.humans.has(sid)) return presence;
	const humans = new Set([...presence.humans].filter((other) => other !== sid));
	return humans.size > 0 ? { state: 'together', humans } : { state: 'alone', since: now };
}

/** When the grace ends, in milliseconds since the epoch; null while somebody is there. */
export const graceEnd = (presence: Presence, graceMs: number): number | null =>
	presence.state === 'alone' ? presence.since + graceMs : null;

/**
 * The grace of this room: it must end before LiveKit closes the room by itself.
 *
 * @param departureTimeoutMs of the room; 0 when unknown
 */
export const graceOf = (graceMs: number, departureTimeoutMs: number): number =>
	departureTimeoutMs === 0 ? graceMs : Math.max(0, Math.min(graceMs, departureTimeoutMs - 2_000));
