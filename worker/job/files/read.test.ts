import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ByteSource, readBytes } from './read.ts';

const limits = { bytes: 10, pauseMs: 1_000, totalMs: 2_000 };
const piece = (...bytes: number[]) => Uint8Array.from(bytes);

/** @param after what comes when all pieces have been read */
function source(pieces: readonly Uint8Array[], after: 'end' | 'error' | 'silence' = 'end') {
	const told = { read: 0, closed: 0 };
	async function* generate() {
		for (const one of pieces) {
			told.read += 1;
			yield one;
		}
		if (after === 'error') throw new Error('terminated');
		if (after === 'silence') await new Promise(() => {});
	}
	const made: ByteSource = {
		[Symbol.asyncIterator]: generate,
		close: async () => {
			told.closed += 1;
		},
	};
	return { made, told };
}

describe('reading a file', () => {
	it('gives all of its pieces as one', async () => {
		const { made, told } = source([piece(1, 2), piece(), piece(3)]);
		expect(await readBytes(made, limits)).toEqual({ outcome: 'read', bytes: piece(1, 2, 3) });
		expect(told.closed).toBe(1);
	});

	it('takes as much as is allowed', async () => {
		const { made } = source([new Uint8Array(10)]);
		expect((await readBytes(made, limits)).outcome).toBe('read');
	});

	it('stops beyond that, whatever was announced and however much would come', async () => {
		const { made, told } = source(Array.from({ length: 1_000 }, () => new Uint8Array(4)));
		expect(await readBytes(made, limits)).toEqual({ outcome: 'too_large' });
		expect(told).toEqual({ read: 3, closed: 1 });
	});

	it('ends when its sender goes in the middle', async () => {
		const { made, told } = source([piece(1)], 'error');
		expect(await readBytes(made, limits)).toEqual({ outcome: 'broken_off' });
		expect(told.closed).toBe(1);
	});

	it('does not wait for ever for the next piece', async () => {
		const { made, told } = source([piece(1)], 'silence');
		expect(await readBytes(made, { ...limits, pauseMs: 20 })).toEqual({ outcome: 'timed_out' });
		expect(told.closed).toBe(1);
	});

	it('waits for each piece anew', async () => {
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		const slow: ByteSource = {
			async *[Symbol.asyncIterator]() {
				for (let i = 0; i < 4; i++) {
					await new Promise((resolve) => setTimeout(resolve, 800));
					yield piece(i);
				}
			},
			close: async () => {},
		};
		const reading = readBytes(slow, { ...limits, totalMs: 60_000 });
		await vi.advanceTimersByTimeAsync(10_000);
		expect(await reading).toEqual({ outcome: 'read', bytes: piece(0, 1, 2, 3) });
	});

	it('does not wait for ever for one that drips', async () => {
		const drips: ByteSource = {
			async *[Symbol.asyncIterator]() {
				for (;;) {
					await new Promise((resolve) => setTimeout(resolve, 5));
					yield piece();
				}
			},
			close: async () => {},
		};
		expect(await readBytes(drips, { ...limits, totalMs: 40 })).toEqual({ outcome: 'timed_out' });
	});
});
