import { describe, expect, it } from 'vitest';
import { makeQueue } from './queue.ts';

function queueAt() {
	let time = 0;
	const queue = makeQueue(() => time);
	const pass = (ms: number) => {
		time += ms;
	};
	return { queue, pass };
}

describe('the queue', () => {
	it('has the rooms whose job waits for a process', () => {
		const { queue } = queueAt();
		expect(queue.has('r1')).toBe(false);
		queue.accepted({ room: 'r1', jobId: 'a' });
		queue.accepted({ room: 'r2', jobId: 'b' });
		expect([queue.has('r1'), queue.has('r2'), queue.has('r3')]).toEqual([true, true, false]);
		queue.begun('a');
		expect([queue.has('r1'), queue.has('r2')]).toEqual([false, true]);
	});

	it('has a room as long as any of its jobs waits', () => {
		const { queue } = queueAt();
		queue.accepted({ room: 'r1', jobId: 'a' });
		queue.accepted({ room: 'r1', jobId: 'b' });
		queue.begun('a');
		expect(queue.has('r1')).toBe(true);
		queue.begun('b');
		expect(queue.has('r1')).toBe(false);
	});

	it('does not wait for ever for a job whose process died before it began', () => {
		const { queue, pass } = queueAt();
		queue.accepted({ room: 'r1', jobId: 'a' });
		pass(59_999);
		expect(queue.has('r1')).toBe(true);
		pass(1);
		expect(queue.has('r1')).toBe(false);
	});

	it('knows nothing of a job that it was never told of', () => {
		const { queue } = queueAt();
		queue.begun('a');
		expect(queue.has('')).toBe(false);
	});
});
