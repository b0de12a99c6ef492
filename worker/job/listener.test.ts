import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hears } from '../../functions/protocol/call.ts';
import { makeListener } from './listener.ts';

const report: Hears = { turn: null, shown: 0 };

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function setUp() {
	const onHearing = vi.fn();
	const listener = makeListener({ onHearing, patienceMs: 2_000 });
	const isReady = async () => {
		let open = false;
		void listener.ready().then(() => {
			open = true;
		});
		await vi.advanceTimersByTimeAsync(0);
		return open;
	};
	return { onHearing, listener, isReady };
}

describe('speech', () => {
	it('waits until the page says that its sound is on', async () => {
		const { listener, onHearing, isReady } = setUp();
		listener.arrived();
		expect(await isReady()).toBe(false);
		listener.hears(report);
		expect(await isReady()).toBe(true);
		expect(onHearing).toHaveBeenCalledExactlyOnceWith(report);
	});

	it('does not wait for ever for a client that does not know of this', async () => {
		const { listener, onHearing, isReady } = setUp();
		listener.arrived();
		await vi.advanceTimersByTimeAsync(1_999);
		expect(onHearing).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect(onHearing).toHaveBeenCalledExactlyOnceWith(null);
		expect(await isReady()).toBe(true);
	});

	it('waits again after a refresh', async () => {
		const { listener, isReady } = setUp();
		listener.arrived();
		listener.hears(report);
		listener.arrived();
		expect(await isReady()).toBe(false);
		listener.hears(report);
		expect(await isReady()).toBe(true);
	});

	it('is not let go by the time of somebody who left', async () => {
		const { listener, onHearing, isReady } = setUp();
		listener.arrived();
		listener.left();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(onHearing).not.toHaveBeenCalled();
		expect(await isReady()).toBe(false);
	});

	it('learns it late from a page whose sound was blocked', async () => {
		const { listener, onHearing } = setUp();
		listener.arrived();
		await vi.advanceTimersByTimeAsync(2_000);
		listener.hears(report);
		expect(onHearing.mock.calls).toEqual([[null], [report]]);
	});

	it('is let go at the end, so that nothing hangs on it', async () => {
		const { listener, isReady } = setUp();
		listener.arrived();
		listener.close();
		expect(await isReady()).toBe(true);
	});
});
