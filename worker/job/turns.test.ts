import { describe, expect, it, vi } from 'vitest';
import type { Turn } from '../../functions/protocol/conversation.ts';
import type { Answer } from '../door.ts';
import { makeTurnQueue } from './turns.ts';

const turn = (id: string): Turn => ({ id, role: 'user', text: id, at: 0 });
const ok: Answer<unknown> = { outcome: 'ok', body: {} };
const down: Answer<unknown> = { outcome: 'unreachable' };
const stale: Answer<unknown> = { outcome: 'refused', code: 'stale_epoch' };

function queueAgainst(...answers: Answer<unknown>[]) {
	const saved: string[][] = [];
	const onFenced = vi.fn();
	const queue = makeTurnQueue({
		pauseMs: 1,
		onFenced,
		save: async (turns) => {
			saved.push(turns.map(({ id }) => id));
			return answers[Math.min(saved.length, answers.length) - 1] ?? ok;
		},
	});
	return { queue, saved, onFenced };
}

describe('committed turns', () => {
	it('are stored in order, together where they wait together', async () => {
		const { queue, saved } = queueAgainst(ok);
		expect(await Promise.all(['a', 'b', 'c'].map((id) => queue.add(turn(id))))).toEqual([true, true, true]);
		expect(saved.flat()).toEqual(['a', 'b', 'c']);
	});

	it('wait while the API is down, and none is lost or overtaken', async () => {
		const { queue, saved } = queueAgainst(down, down, down, ok);
		const first = queue.add(turn('a'));
		const second = queue.add(turn('b'));
		expect(await Promise.all([first, second])).toEqual([true, true]);
		expect(saved.slice(3).flat()).toEqual(['a', 'b']);
	});

	it('end with the agent that was replaced, which is told once', async () => {
		const { queue, saved, onFenced } = queueAgainst(stale);
		expect(await queue.add(turn('a'))).toBe(false);
		expect(await queue.add(turn('b'))).toBe(false);
		expect(onFenced).toHaveBeenCalledTimes(1);
		expect(saved).toEqual([['a']]);
	});

	it('are many when so many wait; those that come nevertheless are kept', async () => {
		let answer: Answer<unknown> = down;
		const queue = makeTurnQueue({ pauseMs: 1, full: 2, onFenced: () => {}, save: async () => answer });
		const stored = ['a', 'b', 'c'].map((id) => {
			const before = queue.isFull();
			return { before, kept: queue.add(turn(id)) };
		});
		expect(stored.map(({ before }) => before)).toEqual([false, false, true]);
		answer = ok;
		expect(await Promise.all(stored.map(({ kept }) => kept))).toEqual([true, true, true]);
		expect(queue.isFull()).toBe(false);
	});

	it('hold up the end of a call only for so long', async () => {
		const { queue } = queueAgainst(down);
		void queue.add(turn('a'));
		await queue.flush(20);
		const { queue: quick, saved } = queueAgainst(ok);
		void quick.add(turn('a'));
		await quick.flush(5_000);
		expect(saved).toEqual([['a']]);
	});
});
