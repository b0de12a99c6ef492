import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAttendance } from './attendance.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const anna = { sid: 'PA_1', identity: 'human-anna' };
const annaAgain = { sid: 'PA_2', identity: 'human-anna' };

function setUp() {
	const told: string[] = [];
	const attendance = makeAttendance({
		onArrived: ({ sid }) => told.push(`+${sid}`),
		onLeft: ({ sid }) => told.push(`-${sid}`),
		onMissed: ({ sid }) => told.push(`?${sid}`),
	});
	return { attendance, told };
}

it('an agent that has lost the room does not know that nobody is there', () => {
	const { attendance } = setUp();
	expect(attendance.mayBeAttended()).toBe(false);
	attendance.reconnecting();
	expect(attendance.present()).toEqual([]);
	expect(attendance.mayBeAttended()).toBe(true);
	attendance.reconnected([]);
	expect(attendance.mayBeAttended()).toBe(false);
});

describe('somebody', () => {
	it('arrives once, however often that is said, and leaves at once', () => {
		const { attendance, told } = setUp();
		attendance.arrived(anna);
		attendance.arrived(anna);
		attendance.left(anna.sid, true);
		attendance.left(anna.sid, true);
		vi.advanceTimersByTime(60_000);
		expect(told).toEqual(['+PA_1', '-PA_1']);
	});

	it('who was put out by their own refresh is gone, and who came is there', () => {
		const { attendance, told } = setUp();
		attendance.arrived(anna);
		attendance.left(anna.sid, true);
		attendance.arrived(annaAgain);
		expect(told).toEqual(['+PA_1', '-PA_1', '+PA_2']);
	});

	it('is believed to have left without a reason after a moment', () => {
		const { attendance, told } = setUp();
		attendance.arrived(anna);
		attendance.left(anna.sid, false);
		expect(told).toEqual(['+PA_1']);
		vi.advanceTimersByTime(200);
		expect(told).toEqual(['+PA_1', '-PA_1']);
	});
});

describe('a reconnect of the agent', () => {
	// The orders in which rtc-node 0.13 told of it: `simulateScenario` FULL_RECONNECT, and NODE_FAILURE.
	const leaves = (attendance: ReturnType<typeof setUp>['attendance']) => attendance.left(anna.sid, false);
	for (const order of ['before', 'after'] as const)
		it(`makes nobody leave (leaves come ${order} its news)`, () => {
			const { attendance, told } = setUp();
			attendance.arrived(anna);
			if (order === 'before') leaves(attendance);
			attendance.reconnecting();
			if (order === 'after') leaves(attendance);
			vi.advanceTimersByTime(9_000);
			attendance.arrived(anna);
			attendance.reconnected([anna]);
			vi.advanceTimersByTime(60_000);
			expect(told).toEqual(['+PA_1']);
		});

	it('misses who is not there after it, and not at once', () => {
		const { attendance, told } = setUp();
		attendance.arrived(anna);
		attendance.reconnecting();
		leaves(attendance);
		attendance.reconnected([annaAgain]);
		expect(told).toEqual(['+PA_1', '+PA_2']);
		vi.advanceTimersByTime(1_000);
		expect(told).toEqual(['+PA_1', '+PA_2', '?PA_1']);
	});

	it('does not miss who is told of a little later', () => {
		const { attendance, told } = setUp();
		attendance.arrived(anna);
		attendance.reconnecting();
		attendance.reconnected([]);
		vi.advanceTimersByTime(900);
		attendance.arrived(anna);
		vi.advanceTimersByTime(60_000);
		expect(told).toEqual(['+PA_1']);
	});

	it('leaves nobody there without a doubt until the room has listed them', () => {
		const { attendance } = setUp();
		attendance.arrived(anna);
		expect(attendance.present()).toEqual([anna]);
		attendance.reconnecting();
		expect(attendance.present()).toEqual([]);
		attendance.reconnected([annaAgain]);
		expect(attendance.present()).toEqual([annaAgain]);
	});

	it('that breaks off again leaves the question open', () => {
		const { attendance, told } = setUp();
		attendance.arrived(anna);
		attendance.reconnecting();
		attendance.reconnected([]);
		vi.advanceTimersByTime(500);
		attendance.reconnecting();
		vi.advanceTimersByTime(60_000);
		attendance.reconnected([anna]);
		vi.advanceTimersByTime(60_000);
		expect(told).toEqual(['+PA_1']);
	});
});

it('nothing is told after the end', () => {
	const { attendance, told } = setUp();
	attendance.arrived(anna);
	attendance.left(anna.sid, false);
	attendance.close();
	vi.advanceTimersByTime(60_000);
	expect(told).toEqual(['+PA_1']);
});

it('a leave with a reason is believed, also while the agent is away', () => {
	const { attendance, told } = setUp();
	attendance.arrived(anna);
	attendance.reconnecting();
	attendance.left(anna.sid, true);
	expect(told).toEqual(['+PA_1', '-PA_1']);
});

it('a leave that was doubted twice is forgotten when they are there again', () => {
	const { attendance, told } = setUp();
	attendance.arrived(anna);
	attendance.left(anna.sid, false);
	vi.advanceTimersByTime(100);
	attendance.left(anna.sid, false);
	attendance.arrived(anna);
	vi.advanceTimersByTime(60_000);
	expect(told).toEqual(['+PA_1']);
});
