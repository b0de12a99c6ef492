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
	const warming = makeWarming({ holdMs: 1_000, signal: (pid, signal) => signals.push(`${signal} ${pid}`) });
	return { warming, signals };
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

	it('is let go at once when another call comes, which may need it', () => {
		const { warming, signals } = setUp();
		warming.accepted();
		warming.forked(1);
		vi.advanceTimersByTime(300);
		warming.accepted();
		expect(signals).toEqual(['SIGSTOP 1', 'SIGCONT 1']);
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
