/**
 * Minima and maxima where either may be missing: what makes order and repetition of news not matter.
 *
 * @module
 */
export const earliest = (a: number | null, b: number | null): number | null =>
	a === null || b === null ? (a ?? b) : Math.min(a, b);

export const latest = (a: number | null, b: number | null): number | null =>
	a === null || b === null ? (a ?? b) : Math.max(a, b);
