import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { arrive, awaitAnew, depart, graceEnd, graceOf, miss, type Presence } from './grace.ts';
import { makeGraceClock } from './grace-clock.ts';

const alone: Presence = { state: 'alone', since: 0 };
const awaiting: Presence = { state: 'awaiting', since: 0 };

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

	it('of none at all ends with the leave of the last human, but waits for the first', () => {
		expect(graceEnd(awaiting, 0)).toBe(20_000);
		expect(graceEnd(depart(arrive(awaiting, 'PA_1'), 'PA_1', 5), 0)).toBe(5);
		const two = arrive(arrive(awaiting, 'PA_1'), 'PA_2');
		expect(graceEnd(depart(two, 'PA_1', 5), 0)).toBeNull();
	});

	it('waits for somebody who was lost with the room as for the first', () => {
		const one = arrive(awaiting, 'PA_1');
		expect(graceEnd(miss(one, 'PA_1', 5), 0)).toBe(20_005);
		expect(graceEnd(miss(one, 'PA_1', 5), 60_000)).toBe(60_005);
		expect(miss(alone, 'PA_1', 5)).toBe(alone);
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

	const setUp = (graceMs = 60_000) => {
		const onExpired = vi.fn();
		const told: string[] = [];
		const clock = makeGraceClock({
			now: Date.now,
			onDeserted: () => told.push('deserted'),
			onReturned: () => told.push('returned'),
			onExpired,
		});
		clock.start(graceMs);
		return { clock, onExpired, told };
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

	it('without grace ends the call with its user, and not before they came', () => {
		const { clock, onExpired } = setUp(0);
		vi.advanceTimersByTime(19_999);
		expect(onExpired).not.toHaveBeenCalled();
		clock.arrive('PA_1');
		clock.arrive('PA_2');
		clock.depart('PA_1');
		vi.advanceTimersByTime(600_000);
		expect(onExpired).not.toHaveBeenCalled();
		clock.depart('PA_2');
		vi.advanceTimersByTime(0);
		expect(onExpired).toHaveBeenCalledTimes(1);
	});

	it('waits anew for somebody who is said to be on their way', () => {
		const { clock, onExpired } = setUp(0);
		clock.arrive('PA_1');
		clock.depart('PA_1');
		vi.advanceTimersByTime(0);
		clock.waitAnew();
		vi.advanceTimersByTime(19_999);
		expect(onExpired).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(1);
		expect(onExpired).toHaveBeenCalledTimes(2);
	});

	it('does not wait for somebody else while one is there', () => {
		const { clock, onExpired } = setUp(0);
		clock.arrive('PA_1');
		clock.waitAnew();
		vi.advanceTimersByTime(600_000);
		expect(onExpired).not.toHaveBeenCalled();
	});

	it('without grace gives up on a user who never comes', () => {
		const { onExpired } = setUp(0);
		vi.advanceTimersByTime(20_000);
		expect(onExpired).toHaveBeenCalledTimes(1);
	});

	it('without grace waits for a user whom the agent lost by its own reconnect', () => {
		const { clock, onExpired } = setUp(0);
		clock.arrive('PA_1');
		clock.miss('PA_1');
		vi.advanceTimersByTime(19_999);
		clock.arrive('PA_2');
		vi.advanceTimersByTime(600_000);
		expect(onExpired).not.toHaveBeenCalled();
	});

	it('tells of each leave of the last one, and of each return', () => {
		const { clock, told } = setUp();
		clock.arrive('PA_1');
		clock.arrive('PA_2');
		clock.depart('PA_1');
		expect(told).toEqual([]);
		clock.depart('PA_2');
		expect(told).toEqual(['deserted']);
		clock.arrive('PA_3');
		clock.arrive('PA_4');
		expect(told).toEqual(['deserted', 'returned']);
		clock.depart('PA_3');
		clock.depart('PA_4');
		expect(told).toEqual(['deserted', 'returned', 'deserted']);
	});

	it('takes somebody for returned whom the agent had lost, or who was said to be on their way', () => {
		const { clock, told } = setUp();
		clock.arrive('PA_1');
		clock.miss('PA_1');
		clock.waitAnew();
		expect(told).toEqual(['deserted']);
		clock.arrive('PA_2');
		expect(told).toEqual(['deserted', 'returned']);
	});

	it('says whether the last one has left or nobody has come', () => {
		const { onExpired } = setUp();
		vi.advanceTimersByTime(60_000);
		expect(onExpired).toHaveBeenLastCalledWith('participant_absent_timeout');
		const after = setUp();
		after.clock.arrive('PA_1');
		after.clock.depart('PA_1');
		vi.advanceTimersByTime(60_000);
		expect(after.onExpired).toHaveBeenLastCalledWith('participant_left_timeout');
	});

	it('is silent after it was closed', () => {
		const { clock, onExpired } = setUp();
		clock.close();
		vi.advanceTimersByTime(600_000);
		expect(onExpired).not.toHaveBeenCalled();
	});
});

it('who came first is still there when who came after them leaves', () => {
	const two = arrive(arrive(awaiting, 'PA_1'), 'PA_2');
	expect(graceEnd(depart(two, 'PA_2', 5), 60_000)).toBeNull();
	expect(graceEnd(miss(two, 'PA_2', 5), 60_000)).toBeNull();
});

it('somebody who is said to be on their way is waited for from then on, also when nobody has come yet', () => {
	expect(graceEnd(awaitAnew(awaiting, 50_000), 60_000)).toBe(110_000);
});
