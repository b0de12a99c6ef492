/**
 * The agent's grace clock: from the observed leave of the last human until the agent asks for the end of the call.
 *
 * @module
 */

/** Sids of the humans in the room, and since when there is none. */
export type Presence =
	/** Nobody has been seen yet, or not again after the agent itself was away. */
	| { readonly state: 'awaiting'; readonly since: number }
	| { readonly state: 'together'; readonly humans: ReadonlySet<string> }
	/** The last one was seen to leave. */
	| { readonly state: 'alone'; readonly since: number };

/** Why nobody is waited for any longer: the last one has left, or nobody has come. */
export type Timeout = 'participant_left_timeout' | 'participant_absent_timeout';

export const timeoutOf = ({ state }: Presence): Timeout =>
	state === 'alone' ? 'participant_left_timeout' : 'participant_absent_timeout';

/** Whoever asked for this agent is on their way, or comes back after the same outage: they are waited for at least so long. */
const AWAITED_MS = 20_000;

export const arrive = (presence: Presence, sid: string): Presence => ({
	state: 'together',
	humans: new Set([...(presence.state === 'together' ? presence.humans : []), sid]),
});

/** Leaves of sids that are not there (an evicted twin) change nothing. */
export const depart = (presence: Presence, sid: string, now: number): Presence =>
	without(presence, sid, { state: 'alone', since: now });

/** After the agent's own reconnect somebody is not there any more: they did not leave it, both lost the room. */
export const miss = (presence: Presence, sid: string, now: number): Presence =>
	without(presence, sid, { state: 'awaiting', since: now });

/** Who is on their way is waited for as if nobody had been there yet. */
export const awaitAnew = (presence: Presence, now: number): Presence =>
	presence.state === 'together' ? presence : { state: 'awaiting', since: now };

function without(presence: Presence, sid: string, deserted: Presence): Presence {
	if (presence.state !== 'together' || !presence.humans.has(sid)) return presence;
	const humans = new Set([...presence.humans].filter((other) => other !== sid));
	return humans.size > 0 ? { state: 'together', humans } : deserted;
}

/**
 * When the grace ends, in milliseconds since the epoch; null while somebody is there. A room that nobody ever reaches
 * ends by the same clock.
 */
export function graceEnd(presence: Presence, graceMs: number): number | null {
	switch (presence.state) {
		case 'together':
			return null;
		case 'alone':
			return presence.since + graceMs;
		case 'awaiting':
			return presence.since + Math.max(graceMs, AWAITED_MS);
	}
}

/**
 * The grace of this room: it must end before LiveKit closes the room by itself.
 *
 * @param graceMs 0: the agent closes with its user
 * @param departureTimeoutMs of the room; 0 when unknown
 */
export const graceOf = (graceMs: number, departureTimeoutMs: number): number =>
	departureTimeoutMs === 0 ? graceMs : Math.max(0, Math.min(graceMs, departureTimeoutMs - 2_000));
