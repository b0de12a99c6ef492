import { expect, test } from 'vitest';
import { placed, rowsOf, statesIn } from './bars.ts';

const bar = (from: number, to: number) => ({ from, to, words: '', look: 'good' }) as const;

test('bars that overlap stand below each other, and the first free row is taken again', () => {
	const bars = placed([bar(0, 10), bar(5, 20), bar(10, 12), bar(11, 15)]);
	expect(bars.map(({ row }) => row)).toEqual([0, 1, 0, 2]);
	expect(rowsOf(bars)).toBe(3);
	expect(rowsOf([])).toBe(1);
});

test('a state lasts until another one comes, and the last one until the end', () => {
	const changes = [
		{ at: 1, is: 'a' },
		{ at: 3, is: 'a' },
		{ at: 5, is: 'b' },
		{ at: 5, is: 'c' },
	];
	expect(statesIn(changes, 9)).toEqual([
		{ from: 1, to: 5, is: 'a' },
		{ from: 5, to: 9, is: 'c' },
	]);
});
