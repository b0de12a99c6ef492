import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterWarmUp, slopePerMinute } from './slope.ts';

const line = (values: readonly number[], everyMs = 10_000) =>
	values.map((value, i) => ({ atMs: 5_000 + i * everyMs, value }));

test('so much a minute, wherever it begins', () => {
	fc.assert(
		fc.property(
			fc.double({ min: -50, max: 50, noNaN: true }),
			fc.integer({ min: 0, max: 1e6 }),
			fc.integer({ min: 2, max: 200 }),
			(perMinute, from, count) => {
				const values = Array.from({ length: count }, (_, i) => from + (perMinute * i) / 6);
				expect(slopePerMinute(line(values))).toBeCloseTo(perMinute, 4);
			},
		),
	);
});

test('what goes up and down does not grow', () => {
	const wave = Array.from({ length: 120 }, (_, i) => 100 + 10 * Math.sin(i));
	expect(Math.abs(slopePerMinute(line(wave)) ?? 1)).toBeLessThan(0.2);
});

test('nothing is known of one moment', () => {
	expect(slopePerMinute([])).toBeNull();
	expect(slopePerMinute(line([7]))).toBeNull();
	expect(slopePerMinute([...line([7]), ...line([9])])).toBeNull();
});

test('the first third does not count', () => {
	const samples = line([1, 2, 3, 4]);
	expect(afterWarmUp(samples).map(({ value }) => value)).toEqual([2, 3, 4]);
	expect(afterWarmUp([])).toEqual([]);
});
