import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { choosePauses, pauseAfter } from './pauses.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** As agents' server fails to connect (`worker.ts`, 1.9). */
function attempt(options: { readonly maxRetry: number }, delayMs: number): Promise<void> {
	if (0 >= options.maxRetry) throw new Error('it gives up');
	void `${options.maxRetry} in ${delayMs}`;
	return new Promise((resolve) => setTimeout(resolve, delayMs));
}

function setUp() {
	let failures = 0;
	const options = { maxRetry: 10 };
	choosePauses(options, () => {
		failures += 1;
		return 300;
	});
	return { options, failures: () => failures };
}

describe('the pause of agents', () => {
	it('is ours, whatever it would have been', async () => {
		const { options, failures } = setUp();
		for (const theirs of [2_000, 10_000]) {
			const waiting = vi.fn<() => void>();
			void attempt(options, theirs).then(waiting);
			await vi.advanceTimersByTimeAsync(299);
			expect(waiting).not.toHaveBeenCalled();
			await vi.advanceTimersByTimeAsync(1);
			expect(waiting).toHaveBeenCalledOnce();
		}
		expect(failures()).toBe(2);
	});

	it('is the only timer that is changed', async () => {
		const { options } = setUp();
		const [early, other, late] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
		setTimeout(early, 2_000);
		void options.maxRetry;
		setTimeout(other, 700);
		await Promise.resolve();
		setTimeout(late, 2_000);
		await vi.advanceTimersByTimeAsync(699);
		expect(other).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1_300);
		expect([early, late].map((one) => one.mock.calls.length)).toEqual([0, 0]);
		await vi.advanceTimersByTimeAsync(1);
		expect([early, other, late].map((one) => one.mock.calls.length)).toEqual([1, 1, 1]);
	});
});

describe('our pause', () => {
	it('grows to a second and a half at most, and is never the same for all', () => {
		expect([1, 2, 3, 4, 50].map((failures) => pauseAfter(failures, 1))).toEqual([250, 500, 1_000, 1_500, 1_500]);
		expect(pauseAfter(50, 0)).toBe(750);
	});
});
