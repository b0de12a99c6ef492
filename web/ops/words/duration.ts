/**
 * Times as people say them.
 *
 * @module
 */

const UNITS = [
	['d', 86_400],
	['h', 3_600],
	['min', 60],
	['s', 1],
] as const;

/** In the two largest units, as `3 min 12 s`. */
export function sayDuration(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1_000));
	const first = UNITS.findIndex(([, size]) => seconds >= size);
	if (first === -1) return '0 s';
	return UNITS.slice(first, first + 2)
		.map(([unit, size], i) => {
			const above = i === 0 ? Number.POSITIVE_INFINITY : (UNITS[first]?.[1] ?? 1);
			return [Math.floor((seconds % above) / size), unit] as const;
		})
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}`)
		.join(' ');
}

/** A moment seen from another one: `in 12 s`, `12 s ago`. */
export const sayMoment = (at: number, now: number): string =>
	at >= now ? `in ${sayDuration(at - now + 999)}` : `${sayDuration(now - at)} ago`;

export const sayCount = (count: number, one: string, many = `${one}s`): string =>
	`${count.toLocaleString('en')} ${count === 1 ? one : many}`;
