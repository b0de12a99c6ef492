import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { arrive, depart, graceEnd, graceOf, type Presence } from './grace.ts';
import { makeGraceClock } from './grace-clock.ts';

const alone: Presence = { state: 'alone', since: 0 };

describe('grace', () => {
	it('begins with the leave of the last human', () => {
		const two = arrive(arrive(alone, 'PA_1'), 'PA_2');
		expect(graceEnd(depart(two, 'PA_1', 5), 60_000)).toBeNull();
		expect(graceEnd(depart(depart(two, 'PA_1', 5), 'PA_2', 9), 60_000)).toBe(60_009);
	});

	it('does not begin when a refresh evicts the old sid before or after the new one comes', () => {
		const before = depart(arrive(arrive(alone, 'PA_1'), 'PA_2'), 'PA_1', 5);
		const after = arrive(depart(arrive(alone, 'PA_1'), 'PA_1', 5), 'PA_2');
		expect(before.state).toBe('together');
		expect(after.state).toBe('together');
	});

	it('is not moved by the leave of somebody who is not there', () => {
		expect(depart(alone, 'PA_9', 50)).toBe(alone);
	});

	it('ends before LiveKit would close the room by itself', () => {
		expect(graceOf(60_000, 90_000)).toBe(60_000);
		expect(graceOf(60_000, 20_000)).toBe(18_000);
		expect(graceOf(60_000, 1_000)).toBe(0);
		expect(graceOf(60_000, 0)).toBe(60_000);
	});
});

describe('the grace clock', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	const setUp = () => {
		const onExpired = vi.fn();
		const clock = makeGraceClock({ now: Date.now, onExpired });
		clock.start(60_000);
		return { clock, onExpired };
	};

	it('runs out when nobody ever comes', () => {
		const { onExpired } = setUp();
		vi.advanceTimersByTime(60_000);
		expect(onExpired).toHaveBeenCalledTimes(1);
	});

	it('is stopped by a return and begins anew with the next leave', () => {
		const { clock, onExpired } = setUp();
		clock.arrive('PA_1');
		vi.advanceTimersByTime(600_000);
		clock.depart('PA_1');
		vi.advanceTimersByTime(59_999);
		clock.arrive('PA_2');
		vi.advanceTimersByTime(600_000);
		expect(onExpired).not.toHaveBeenCalled();
		clock.depart('PA_2');
		vi.advanceTimersByTime(60_000);
		expect(onExpired).toHaveBeenCalledTimes(1);
	});

	it('tells a newcomer from somebody who was there', () => {
		const { clock } = setUp();
		expect(clock.arrive('PA_1')).toBe(true);
		expect(clock.arrive('PA_1')).toBe(false);
	});

	it('is silent after it was closed', () => {
		const { clock, onExpired } = setUp();
		clock.close();
		vi.advanceTimersByTime(600_000);
		expect(onExpired).not.toHaveBeenCalled();
	});
});
