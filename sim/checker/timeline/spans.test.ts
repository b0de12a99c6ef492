import { expect, test } from 'vitest';
import { overlap, union, without } from './spans.ts';

const span = (from: number, to: number) => ({ from, to });

test('spans that touch are one', () => {
	expect(union([span(5, 9), span(0, 2), span(2, 3), span(6, 7)])).toEqual([span(0, 3), span(5, 9)]);
});

test('what is in none of them is left', () => {
	expect(without(span(0, 10), [span(2, 3), span(5, 20)])).toEqual([span(0, 2), span(3, 5)]);
	expect(without(span(0, 10), [])).toEqual([span(0, 10)]);
	expect(without(span(3, 10), [span(0, 12)])).toEqual([]);
});

test('two spans share what is in both', () => {
	expect(overlap(span(0, 5), span(3, 9))).toEqual(span(3, 5));
	expect(overlap(span(0, 3), span(3, 9))).toBeNull();
});
