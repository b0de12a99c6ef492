import { expect, it } from 'vitest';
import { makePolicy } from './policy.ts';

it('the grace is what is asked for, where each call is a room of its own five seconds at most', () => {
	expect(makePolicy({ graceSeconds: 60 }).graceMs).toBe(60_000);
	expect(makePolicy({ graceSeconds: 60, lifecycle: 'fresh' }).graceMs).toBe(5_000);
	expect(makePolicy({ graceSeconds: 2, lifecycle: 'fresh' }).graceMs).toBe(2_000);
});
