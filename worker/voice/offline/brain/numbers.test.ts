import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inWords, ordinal, readNumber } from './numbers.ts';

test('says numbers in words', () => {
	expect([0, 7, 13, 20, 42, 99].map(inWords)).toEqual([
		'zero',
		'seven',
		'thirteen',
		'twenty',
		'forty two',
		'ninety nine',
	]);
	expect([100, -1, 1.5].map(inWords)).toEqual(['100', '-1', '1.5']);
});

test('says ordinals in words', () => {
	expect([1, 2, 3, 4, 5, 8, 9, 12, 14, 20, 21, 30, 31].map(ordinal)).toEqual([
		'first',
		'second',
		'third',
		'fourth',
		'fifth',
		'eighth',
		'ninth',
		'twelfth',
		'fourteenth',
		'twentieth',
		'twenty first',
		'thirtieth',
		'thirty first',
	]);
});

test('reads what it says, and digits', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 99 }), (value) => {
			expect(readNumber(inWords(value))).toBe(value);
			expect(readNumber(` ${value} `)).toBe(value);
		}),
	);
	expect(readNumber('Twenty-One')).toBe(21);
	expect(['many', '', '-3', '1e3', '3.5', '99999999999'].map(readNumber)).toEqual([null, null, null, null, null, null]);
});
