import { describe, expect, it } from 'vitest';
import { rowAfterKey, rowsDrawn, rowsSeen, scrollTo } from './list-window.ts';

const at = (top: number) => ({ top, height: 500, rowHeight: 50 });

describe('a window over a long list', () => {
	it.each([
		[0, 5_000, { from: 0, to: 10 }],
		[75, 5_000, { from: 1, to: 12 }],
		[249_500, 5_000, { from: 4_990, to: 5_000 }],
		[0, 3, { from: 0, to: 3 }],
		[0, 0, { from: 0, to: 0 }],
		// The list has become short since it was scrolled.
		[249_500, 20, { from: 20, to: 20 }],
	])('at %i px of %i rows sees %j', (top, count, expected) => {
		expect(rowsSeen(at(top), count)).toEqual(expected);
	});

	it('draws a few more, and never many, however high it is', () => {
		expect(rowsDrawn(at(5_000), 5_000)).toEqual({ from: 94, to: 116 });
		const { from, to } = rowsDrawn({ top: 0, height: 1e6, rowHeight: 50 }, 5_000);
		expect(to - from).toBeLessThanOrEqual(80);
	});

	it('scrolls as little as it has to', () => {
		expect(scrollTo(5, at(0))).toBeNull();
		expect(scrollTo(9, at(0))).toBeNull();
		expect(scrollTo(10, at(0))).toBe(50);
		expect(scrollTo(4_999, at(0))).toBe(249_500);
		expect(scrollTo(2, at(1_000))).toBe(100);
	});

	it.each([
		['ArrowDown', 3, 4],
		['ArrowUp', 0, 0],
		['ArrowUp', 3, 2],
		['PageDown', 3, 12],
		['PageUp', 3, 0],
		['Home', 77, 0],
		['End', 3, 99],
		['ArrowDown', 99, 99],
		['ArrowDown', -1, 0],
		['a', 3, null],
		['toString', 3, null],
	])('%s leads from %i to %j', (key, row, expected) => {
		expect(rowAfterKey(key, row, 100, at(0))).toBe(expected);
	});

	it('nothing leads anywhere in an empty list', () => {
		expect(rowAfterKey('End', -1, 0, at(0))).toBeNull();
	});
});
