import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeWarming } from './warming.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function setUp() {
	const signals: string[] = [];
	let isShort = false;
	const warming = makeWarming({
		holdMs: 1_000,
		longestMs: 1_800,
		isShort: () => isShort,
		now: Date.now,
		signal: (pid, signal) => signals.push(`${signal} ${pid}`),
	});
	const becomesShort = () => {
		isShort = true;
	};
	return { warming, signals, becomesShort };
}

describe('a replacement', () => {
	it('is held while the call that it replaces begins, and then let go', () => {
		const { warming, signals } = setUp();
		warming.accepted();
		warming.forked(1);
		expect(signals).toEqual(['SIGSTOP 1']);
		expect([warming.isHeld(1), warming.isHeld(2)]).toEqual([true, false]);
		vi.advanceTimersByTime(1_000);
		expect(signals).toEqual(['SIGSTOP 1', 'SIGCONT 1']);
		expect(warming.isHeld(1)).toBe(false);
	});

	it('is not held when no call begins: the first ones of a worker, and those of a pool that fills up', () => {
		const { warming, signals } = setUp();
		warming.forked(1);
		warming.accepted();
		vi.advanceTimersByTime(1_000);
		warming.forked(2);
		expect(signals).toEqual([]);
	});

	it('is held on while further calls begin that have their process', () => {
		const { warming, signals } = setUp();
		warming.accepted();
		warming.forked(1);
		vi.advanceTimersByTime(600);
		warming.accepted();
		vi.advanceTimersByTime(999);
		expect(signals).toEqual(['SIGSTOP 1']);
		vi.advanceTimersByTime(1);
		expect(signals).toEqual(['SIGSTOP 1', 'SIGCONT 1']);
	});

	it('is held for so long at most, however many calls come', () => {
		const { warming, signals } = setUp();
		warming.accepted();
		warming.forked(1);
		for (let i = 0; i < 4; i++) {
			vi.advanceTimersByTime(450);
			warming.accepted();
		}
		vi.advanceTimersByTime(0);
		expect(signals).toEqual(['SIGSTOP 1', 'SIGCONT 1']);
	});

	it('is let go at once when a call comes that waits for it', () => {
		const { warming, signals, becomesShort } = setUp();
		warming.accepted();
		warming.forked(1);
		vi.advanceTimersByTime(300);
		becomesShort();
		warming.accepted();
		expect(signals).toEqual(['SIGSTOP 1', 'SIGCONT 1']);
		warming.forked(2);
		vi.advanceTimersByTime(5_000);
		expect(signals).toHaveLength(2);
	});

	it('is never left held by a worker that stops', () => {
		const { warming, signals } = setUp();
		warming.accepted();
		warming.forked(1);
		warming.release();
		warming.forked(2);
		expect(signals).toEqual(['SIGSTOP 1', 'SIGCONT 1']);
	});
});
