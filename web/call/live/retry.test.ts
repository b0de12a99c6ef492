import { describe, expect, it } from 'vitest';
import { failuresAfter, hold, makeReconnectPolicy, pause, retryDelay } from './retry.ts';

const FOREVER = 2 ** 30;

describe('the wait before a try', () => {
	it('is none at first and grows to a limit', () => {
		expect([0, 1, 2, 3, 4, 5, 6, 60].map((failures) => retryDelay(failures, 0.5))).toEqual([
			0, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000,
		]);
	});

	it('is another one for each page that was lost at the same moment', () => {
		expect(retryDelay(3, 0)).toBe(1_000);
		expect(retryDelay(3, 1)).toBe(3_000);
	});
});

describe('the count of failed tries', () => {
	it('begins anew after a stay that lasted, and not after one that was dropped at once', () => {
		expect(failuresAfter(3, 10_000)).toBe(0);
		expect(failuresAfter(3, 9_999)).toBe(4);
		expect(failuresAfter(0, 0)).toBe(1);
	});
});

describe('the tries of livekit-client', () => {
	const delays = Array.from({ length: 11 }, (_, retryCount) =>
		makeReconnectPolicy(() => 0.5).nextRetryDelayInMs({ retryCount, elapsedMs: 0 }),
	);

	it('are over after about as long as the server waits for somebody, and ours begin', () => {
		expect(delays.at(-1)).toBeNull();
		const total = delays.reduce<number>((sum, delay) => sum + (delay ?? 0), 0);
		expect(total).toBeGreaterThan(10_000);
		expect(total).toBeLessThan(20_000);
	});

	it('are never far apart', () => {
		expect(Math.max(...delays.map((delay) => delay ?? 0))).toBe(2_000);
	});
});

describe('a pause', () => {
	it('is over when the network is back', async () => {
		const network = new EventTarget();
		const paused = pause(FOREVER, new AbortController().signal, network);
		network.dispatchEvent(new Event('online'));
		await expect(paused).resolves.toBeUndefined();
	});

	it('is over when the call is', async () => {
		const call = new AbortController();
		const paused = pause(FOREVER, call.signal, new EventTarget());
		call.abort();
		await expect(paused).resolves.toBeUndefined();
		await expect(pause(FOREVER, call.signal, new EventTarget())).resolves.toBeUndefined();
	});

	it('lasts until then', async () => {
		const network = new EventTarget();
		let over = false;
		const paused = pause(FOREVER, new AbortController().signal, network).then(() => {
			over = true;
		});
		network.dispatchEvent(new Event('offline'));
		await new Promise((resolve) => setTimeout(resolve));
		expect(over).toBe(false);
		network.dispatchEvent(new Event('online'));
		await paused;
		expect(over).toBe(true);
	});

	it('ends by itself', async () => {
		await expect(pause(1, new AbortController().signal, new EventTarget())).resolves.toBeUndefined();
	});
});

describe('a wait that the API asked for', () => {
	it('is over when the call is, or by itself', async () => {
		const call = new AbortController();
		const held = hold(FOREVER, call.signal);
		call.abort();
		await expect(held).resolves.toBeUndefined();
		await expect(hold(1, new AbortController().signal)).resolves.toBeUndefined();
	});
});
