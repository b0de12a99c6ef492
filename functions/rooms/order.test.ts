import { expect, it } from 'vitest';
import { earliest, latest } from './order.ts';

it('takes the only one when the other is missing', () => {
	expect([earliest(null, 1), earliest(1, null), latest(null, 1), latest(1, null)]).toEqual([1, 1, 1, 1]);
	expect([earliest(null, null), latest(null, null)]).toEqual([null, null]);
});

it('takes the earlier or the later one in whatever order', () => {
	expect([earliest(0, 2), earliest(2, 0)]).toEqual([0, 0]);
	expect([latest(0, 2), latest(2, 0)]).toEqual([2, 2]);
});
