import { describe, expect, it, vi } from 'vitest';
import { makePlace } from '../testing.ts';
import { type Asked, makePoll } from './poll.ts';

function start(answers: readonly Asked[] = []) {
	const place = makePlace();
	const left = [...answers];
	const ask = vi.fn(async (): Promise<Asked> => left.shift() ?? 'done');
	const poll = makePoll({ ask, everyMs: 1_000, surroundings: place.surroundings });
	return { ...place, ask, poll };
}

describe('a poll', () => {
	it('asks at once, and again each time', async () => {
		const { ask, pass } = start();
		expect(ask).toHaveBeenCalledTimes(1);
		await pass(999);
		expect(ask).toHaveBeenCalledTimes(1);
		await pass(1);
		expect(ask).toHaveBeenCalledTimes(2);
		await pass(3_000);
		expect(ask).toHaveBeenCalledTimes(5);
	});

	it('has one request under way, however slow it is', async () => {
		const place = makePlace();
		const ask = vi.fn(() => new Promise<Asked>(() => {}));
		const poll = makePoll({ ask, everyMs: 1_000, surroundings: place.surroundings });
		poll.hurry();
		await place.pass(60_000);
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it('asks later after each failure, a minute at most, and as before when it is answered', async () => {
		const { ask, pass } = start([...Array<Asked>(8).fill('failed'), 'done']);
		const asked: number[] = [];
		for (let s = 0; s < 400; s++) {
			await pass(1_000);
			asked.push(ask.mock.calls.length);
		}
		const at = (calls: number) => asked.findIndex((count) => count >= calls) + 1;
		expect([2, 3, 4, 5, 6, 7, 8, 9, 10].map(at)).toEqual([2, 6, 14, 30, 62, 122, 182, 242, 243]);
	});

	it('asks for the rest at once', async () => {
		const { ask, pass } = start(['more', 'more', 'done']);
		await pass(0);
		expect(ask).toHaveBeenCalledTimes(3);
	});

	it('asks nothing while nobody looks, and at once when somebody does', async () => {
		const { ask, pass, hide, timers } = start();
		hide(true);
		await pass(60_000);
		expect(ask).toHaveBeenCalledTimes(1);
		expect(timers()).toBe(0);
		hide(false);
		expect(ask).toHaveBeenCalledTimes(2);
		await pass(1_000);
		expect(ask).toHaveBeenCalledTimes(3);
	});

	it('a hurry asks now; under way, once more after it; and not when the last one has failed', async () => {
		const { ask, pass, poll } = start(['done', 'done', 'done', 'failed']);
		await pass(500);
		poll.hurry();
		poll.hurry();
		poll.hurry();
		await pass(0);
		expect(ask).toHaveBeenCalledTimes(3);
		await pass(1_000);
		expect(ask).toHaveBeenCalledTimes(4);
		poll.hurry();
		expect(ask).toHaveBeenCalledTimes(4);
	});

	it('asks nothing once it has stopped, whatever was under way', async () => {
		const { ask, pass, poll, hide, timers } = start();
		poll.stop();
		await pass(10_000);
		poll.hurry();
		hide(false);
		expect(ask).toHaveBeenCalledTimes(1);
		expect(timers()).toBe(0);
	});
});
