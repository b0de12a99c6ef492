/**
 * How good the connection is, as it is shown: a fold over what LiveKit says, which goes to and fro from second to second.
 *
 * @module
 */

/** In LiveKit's own words. */
export type Level = 'excellent' | 'good' | 'poor' | 'lost';

export interface Quality {
	/** `null`: not known yet. */
	readonly shown: Level | null;
	/** What it may become, if it lasts. */
	readonly next: { readonly level: Level; readonly since: number } | null;
}

export const UNKNOWN: Quality = { shown: null, next: null };

/** A level has to last this long before it is shown. Milliseconds. */
export const LASTS = 3_000;

/** @param seen the latest level; the same one again when only time has passed */
export function qualityAfter({ shown, next }: Quality, seen: Level, now: number): Quality {
	if (shown === null || seen === shown) return { shown: seen, next: null };
	const since = next?.level === seen ? next.since : now;
	return now - since >= LASTS ? { shown: seen, next: null } : { shown, next: { level: seen, since } };
}

/** When to look again although nothing happens; `null`: never. */
export const looksAgainAt = ({ next }: Quality): number | null => (next === null ? null : next.since + LASTS);
