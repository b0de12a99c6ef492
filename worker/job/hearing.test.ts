import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeHearing } from './hearing.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const report = { turn: null, shown: 0 };

function setUp() {
	const heard: unknown[] = [];
	const hearing = makeHearing({
		onHeard: (it) => heard.push(it),
		onLost: () => heard.push('lost'),
		patienceMs: 2_000,
	});
	return { hearing, heard };
}

describe('an agent is heard', () => {
	it('when the page says so, and not before', () => {
		const { hearing, heard } = setUp();
		hearing.arrived('PA_1');
		expect(hearing.isHeardBy('PA_1')).toBe(false);
		hearing.hears(report, 'PA_1');
		expect(hearing.isHeardBy('PA_1')).toBe(true);
		expect(heard).toEqual([report]);
	});

	it('after a short time by a client that says nothing', () => {
		const { hearing, heard } = setUp();
		hearing.arrived('PA_1');
		vi.advanceTimersByTime(1_999);
		expect(heard).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(heard).toEqual([null]);
		expect(hearing.isHeardBy(undefined)).toBe(true);
	});

	it('no more when the page has left', () => {
		const { hearing, heard } = setUp();
		hearing.arrived('PA_1');
		hearing.hears(report, 'PA_1');
		hearing.left('PA_1');
		expect(hearing.isHeardBy(undefined)).toBe(false);
		vi.advanceTimersByTime(60_000);
		expect(heard).toEqual([report, 'lost']);
	});
});

describe('a page after a refresh', () => {
	const heardByFirst = () => {
		const { hearing, heard } = setUp();
		hearing.arrived('PA_1');
		hearing.hears(report, 'PA_1');
		heard.length = 0;
		return { hearing, heard };
	};

	it('listens from its first word on, whatever the room says later', () => {
		const { hearing, heard } = heardByFirst();
		hearing.hears(report, 'PA_2');
		expect(heard).toEqual(['lost', report]);
		hearing.left('PA_1');
		hearing.arrived('PA_2');
		vi.advanceTimersByTime(60_000);
		expect(heard).toEqual(['lost', report]);
		expect(hearing.isHeardBy('PA_2')).toBe(true);
	});

	it('that types before it hears is not heard by yet', () => {
		const { hearing, heard } = heardByFirst();
		expect(hearing.isHeardBy('PA_2')).toBe(false);
		vi.advanceTimersByTime(2_000);
		expect(heard).toEqual(['lost', null]);
	});

	it('keeps the agent when something comes late from the page before', () => {
		const { hearing, heard } = heardByFirst();
		hearing.arrived('PA_2');
		hearing.hears(report, 'PA_2');
		hearing.hears(report, 'PA_1');
		hearing.left('PA_1');
		expect(hearing.isHeardBy('PA_1')).toBe(true);
		expect(heard).toEqual(['lost', report]);
	});
});

it('a page whose connection was replaced comes back under its own sid', () => {
	const { hearing, heard } = setUp();
	hearing.arrived('PA_1');
	hearing.hears(report, 'PA_1');
	hearing.left('PA_1');
	hearing.arrived('PA_1');
	hearing.hears(report, 'PA_1');
	expect(heard).toEqual([report, 'lost', report]);
});
