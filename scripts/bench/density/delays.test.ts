import { expect, test } from 'vitest';
import { delaysIn } from './delays.ts';

test('windows that ended in time; half a line is none', () => {
	expect(delaysIn('1000 5.0\n2000 6.5\n3000 7.0\n4000 8', 2000, 3000)).toEqual([6.5, 7]);
	expect(delaysIn('2000', 1000, 3000)).toEqual([]);
	expect(delaysIn('', 1000, 3000)).toEqual([]);
});
