import { expect, test } from 'vitest';
import { isMet, median, percentile, sayFigure } from './figures.ts';

test('a median is a value that was measured', () => {
	expect(median([5, 1, 9])).toBe(5);
	expect(median([9, 1, 5, 3])).toBe(3);
});

test('percentiles of a long tail', () => {
	const values = Array.from({ length: 100 }, (_, i) => i + 1);
	expect(percentile(values, 0.5)).toBe(51);
	expect(percentile(values, 0.99)).toBe(100);
});

test('less is better, but for rates and ratios', () => {
	expect(isMet({ name: '', unit: 'ms', values: [100], aim: 100 })).toBe(true);
	expect(isMet({ name: '', unit: 'ms', values: [101], aim: 100 })).toBe(false);
	expect(isMet({ name: '', unit: 'x', values: [0.4], aim: 0.5 })).toBe(false);
	expect(isMet({ name: '', unit: 'ms', values: [100] })).toBeNull();
});

test('a line says what was aimed at and whether it was reached', () => {
	expect(sayFigure({ name: 'reload', unit: 'ms', values: [3, 1, 2], aim: 5 })).toMatch(
		/^reload +1\.00 \/ 2\.00 \/ 3\.00 ms {2}n=3 {2}aim <= 5: met$/,
	);
	expect(sayFigure({ name: 'page', unit: 'kB', values: [9], aim: 8 })).toContain('NOT met');
});
