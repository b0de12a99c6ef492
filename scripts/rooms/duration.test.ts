import { expect, test } from 'vitest';
import { sayDuration, sayMoment } from './duration.ts';

test.each([
	[-5, '0 s'],
	[400, '0 s'],
	[12_000, '12 s'],
	[60_000, '1 min'],
	[192_000, '3 min 12 s'],
	[3_600_000, '1 h'],
	[3_612_000, '1 h'],
	[7_500_000, '2 h 5 min'],
	[277_200_000, '3 d 5 h'],
])('%i ms is %s', (ms, said) => {
	expect(sayDuration(ms)).toBe(said);
});

test('a moment lies before or behind', () => {
	expect(sayMoment(12_000, 0)).toBe('in 12 s');
	expect(sayMoment(0, 12_000)).toBe('12 s ago');
});
