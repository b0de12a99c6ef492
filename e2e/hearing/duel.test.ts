import { expect, test } from 'vitest';
import { duel } from './duel.ts';
import type { Likeness } from './likeness.ts';

/** Leaves a little unexplained everywhere, and a lot in some rows. */
const leaving = (...rows: readonly [from: number, to: number][]): Likeness => ({
	score: 1,
	from: 0,
	to: 0,
	unexplained: Float64Array.from({ length: 300 }, (_, row) =>
		rows.some(([from, to]) => row >= from && row < to) ? 20 : 1,
	),
});

test('a single word decides, however long the sentence is', () => {
	expect(duel(leaving(), leaving([100, 120]))).toBe(1);
	expect(duel(leaving([100, 120]), leaving())).toBe(0);
});

test('the same explanation twice is a draw', () => {
	expect(duel(leaving([50, 60]), leaving([50, 60]))).toBe(0.5);
});

test('what both leave unexplained speaks for neither', () => {
	expect(duel(leaving([0, 90]), leaving([0, 90], [200, 210]))).toBe(1);
});

test('two that are wrong in different places are told apart by how wrong they are', () => {
	const share = duel(leaving([50, 60]), leaving([200, 230]));
	expect(share).toBeGreaterThan(0.7);
	expect(share).toBeLessThan(0.8);
});
