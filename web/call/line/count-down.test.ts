import { expect, it, onTestFinished, vi } from 'vitest';
import { countDown } from './count-down.ts';

it('a wait is counted down to nothing, and by the clock when the machine slept', async () => {
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	let now = 0;
	const left = vi.fn();
	countDown(3_500, () => now, left);
	now = 1_000;
	await vi.advanceTimersByTimeAsync(1_000);
	now = 60_000;
	await vi.advanceTimersByTimeAsync(1_000);
	expect(left.mock.calls).toEqual([[4], [3], [0]]);
	expect(vi.getTimerCount()).toBe(0);
});
