import { describe, expect, it } from 'vitest';
import { givenUp, LATE_AFTER, lateOnes, nextLateAt } from './late.ts';
import type { Message } from './outbox.ts';

const message = (id: string, at: number): Message => ({ id, text: id, at });
const words = { late: 'late', never: 'never' };
const both = [message('a', 0), message('b', 1_000)];

describe('a message that nobody acknowledges', () => {
	it('is late after a while, and no other with it', () => {
		expect(nextLateAt(both, words)).toBe(LATE_AFTER);
		expect(lateOnes(both, LATE_AFTER - 1, words)).toBe(both);
		const late = lateOnes(both, LATE_AFTER, words);
		expect(late.map(({ remark }) => remark)).toEqual(['late', undefined]);
		expect(nextLateAt(late, words)).toBe(1_000 + LATE_AFTER);
		expect(lateOnes(late, LATE_AFTER, words)).toBe(late);
	});

	it('is given up with the call, until there is another one', () => {
		const before = givenUp(both, words);
		expect(before.map(({ remark }) => remark)).toEqual(['never', 'never']);
		expect(lateOnes(before, LATE_AFTER, words)[0]?.remark).toBe('late');
		expect(nextLateAt([], words)).toBeNull();
	});
});
