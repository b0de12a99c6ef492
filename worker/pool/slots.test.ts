import { describe, expect, it } from 'vitest';
import { assign, NO_RESERVATIONS, pending, release, reserve, waitsFor } from './slots.ts';

const nothing: ReadonlySet<string> = new Set();
const one = reserve(NO_RESERVATIONS, { room: 'r1', jobId: 'a' }, 1_000);
const two = reserve(one, { room: 'r1', jobId: 'b' }, 2_000);
const left = (...args: Parameters<typeof pending>) => [...pending(...args).keys()];

describe('a reservation', () => {
	it('lasts until its job has a process', () => {
		expect(left(two, nothing, 2_000)).toEqual(['a', 'b']);
		expect(left(two, new Set(['a']), 2_000)).toEqual(['b']);
		expect(left(assign(two, 'b', 2_000), new Set(['a', 'b', 'c']), 2_000)).toEqual([]);
	});

	it('is over when LiveKit has not assigned its job in time', () => {
		expect(left(two, nothing, 8_499)).toEqual(['a', 'b']);
		expect(left(two, nothing, 8_500)).toEqual(['b']);
		expect(left(two, nothing, 9_500)).toEqual([]);
	});

	it('outlasts that when it was assigned: its job waits for a process', () => {
		expect(left(assign(two, 'a', 1_500), nothing, 100_000)).toEqual(['a']);
	});

	it('is made anew for a job that is assigned too late', () => {
		expect(left(assign(NO_RESERVATIONS, 'a', 9_000), nothing, 100_000)).toEqual(['a']);
	});

	it('can be given back', () => {
		expect([...release(two, 'a').keys()]).toEqual(['b']);
		expect(release(two, 'c').size).toBe(2);
	});

	it('is for a room, as long as one of its jobs waits', () => {
		expect(waitsFor(two, 'r1')).toBe(true);
		expect(waitsFor(two, 'r2')).toBe(false);
		expect(waitsFor(release(assign(two, 'b', 3_000), 'a'), 'r1')).toBe(true);
		expect(waitsFor(NO_RESERVATIONS, '')).toBe(false);
	});
});
