/**
 * The table of a soak.
 *
 * @module
 */
import type { Growth } from './verdict.ts';

const shown = (value: number | null): string => (value === null ? '-' : value.toFixed(2));

/** From the end of the warming up on. */
export const sayGrowth = (growth: readonly Growth[]): string =>
	[
		['', 'first', 'last', 'a minute', 'limit', ''],
		...growth.map(({ what, first, last, perMinute, limit, isGood }) => [
			...[what, shown(first), shown(last), shown(perMinute), shown(limit)],
			isGood ? '' : 'GROWS',
		]),
	]
		.map(([what = '', ...numbers]) =>
			`${what.padEnd(26)}${numbers.map((number) => number.padStart(10)).join('')}`.trimEnd(),
		)
		.join('\n');
