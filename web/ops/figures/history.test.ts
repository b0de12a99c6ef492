import { describe, expect, it } from 'vitest';
import { growth, type Sample, sparkline, withSample } from './history.ts';

const history = (...values: readonly number[]) => values.map((value, i): Sample => ({ at: i * 10, value }));

describe('the history of a figure', () => {
	it('leaves out what is not known, and forgets what is long ago', () => {
		expect(withSample(history(1), 10, null)).toEqual(history(1));
		expect(withSample(history(1), 10, 2)).toEqual(history(1, 2));
		const long = Array.from({ length: 300 }, (_, i) => i).reduce<readonly Sample[]>(
			(all, i) => withSample(all, i, i),
			[],
		);
		expect(long).toHaveLength(180);
		expect(long.at(-1)?.value).toBe(299);
	});

	it('of what only grows is how much it grew; a store that was lost shrinks nothing', () => {
		expect(growth(history(5, 7, 7, 2)).map(({ value }) => value)).toEqual([2, 0, 0]);
		expect(growth([])).toEqual([]);
	});

	it('is a line from left to right, with 0 at its bottom', () => {
		expect(sparkline(history(0, 10, 5), 100, 20)).toBe('M0.0 20.0L50.0 0.0L100.0 10.0');
		expect(sparkline(history(0, 0), 100, 20)).toBe('M0.0 20.0L100.0 20.0');
		expect(sparkline(history(4), 100, 20)).toBe('');
		expect(sparkline([], 100, 20)).toBe('');
	});
});
