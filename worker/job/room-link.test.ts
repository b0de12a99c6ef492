import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../testing.ts';
import { makeRoomLink } from './room-link.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function setUp() {
	const { log, lines } = memoryLog();
	const onLost = vi.fn();
	return { lines, onLost, link: makeRoomLink({ onLost, log }) };
}

const MINUTE = 60_000;

describe('an agent without its room', () => {
	it('goes after five minutes, and says so word for word', () => {
		const { link, lines, onLost } = setUp();
		link.reconnecting();
		vi.advanceTimersByTime(5 * MINUTE - 1);
		expect(onLost).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(onLost).toHaveBeenCalledTimes(1);
		expect(lines).toEqual([{ level: 'alert', event: 'room_lost', message: 'Disconnected for >5 minutes' }]);
	});

	it('counts from the loss, however often it is told of it', () => {
		const { link, onLost } = setUp();
		link.reconnecting();
		vi.advanceTimersByTime(4 * MINUTE);
		link.reconnecting();
		vi.advanceTimersByTime(MINUTE);
		expect(onLost).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(10 * MINUTE);
		expect(onLost).toHaveBeenCalledTimes(1);
	});

	it('stays when it is back, and counts anew', () => {
		const { link, onLost } = setUp();
		link.reconnecting();
		vi.advanceTimersByTime(4 * MINUTE);
		link.reconnected();
		vi.advanceTimersByTime(MINUTE);
		link.reconnecting();
		vi.advanceTimersByTime(4 * MINUTE);
		expect(onLost).not.toHaveBeenCalled();
	});

	it('is not counted after its end', () => {
		const { link, onLost } = setUp();
		link.reconnecting();
		link.close();
		vi.advanceTimersByTime(10 * MINUTE);
		expect(onLost).not.toHaveBeenCalled();
	});
});
