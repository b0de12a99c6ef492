import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import type { EcsAnswer, Wish } from './ecs-agent.ts';
import { NO_PROTECTION, protectTask } from './protection.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

/** An agent that takes `takesMs`, and never does two things at once. */
function setUp({ takesMs = 0 }: { takesMs?: number } = {}) {
	const { log, lines } = memoryLog();
	const wishes: Wish[] = [];
	const failures: string[] = [];
	let atOnce = 0;
	const world: { isBusy: boolean; answer: EcsAnswer } = { isBusy: false, answer: { outcome: 'done' } };
	const protection = protectTask({
		async agent(wish) {
			wishes.push(wish);
			atOnce += 1;
			expect(atOnce).toBe(1);
			await new Promise((resolve) => setTimeout(resolve, takesMs));
			atOnce -= 1;
			return world.answer;
		},
		minutes: 10,
		isBusy: () => world.isBusy,
		onFailure: (type) => failures.push(type),
		now: Date.now,
		log,
	});
	return { protection, wishes, failures, lines, world };
}
const protect = { minutes: 10 };

describe('task protection', () => {
	it('is asked for once by offers that come together', async () => {
		const { protection, wishes } = setUp({ takesMs: 300 });
		const both = Promise.all([protection.protect(), protection.protect()]);
		await seconds(1);
		expect(await both).toEqual(['held', 'held']);
		expect(wishes).toEqual([protect]);
		expect(await protection.protect()).toBe('held');
		expect(wishes).toHaveLength(1);
	});

	it('is renewed for as long as there are calls, and given back 10 s after the last', async () => {
		const { protection, wishes, world } = setUp();
		void protection.protect();
		world.isBusy = true;
		await seconds(302);
		expect(wishes).toEqual([protect, protect]);
		await seconds(290);
		expect(wishes).toHaveLength(2);
		world.isBusy = false;
		await seconds(9);
		expect(wishes).toHaveLength(2);
		await seconds(3);
		expect(wishes.slice(2)).toEqual(['unprotected']);
		await seconds(600);
		expect(wishes).toHaveLength(3);
	});

	it('is asked for again when an offer comes while it is given back', async () => {
		const { protection, wishes, world } = setUp({ takesMs: 500 });
		void protection.protect();
		await seconds(10.2);
		expect(wishes).toEqual([protect, 'unprotected']);
		expect(protection.look()).toBe('unasked');
		const both = Promise.all([protection.protect(), protection.protect()]);
		world.isBusy = true;
		await seconds(1.2);
		expect(await both).toEqual(['held', 'held']);
		expect(wishes.slice(2)).toEqual([protect]);
	});

	it('is tried for every 10 s while a deploy blocks it, and says so once', async () => {
		const { protection, wishes, failures, lines, world } = setUp();
		world.answer = { outcome: 'blocked' };
		const first = protection.protect();
		world.isBusy = true;
		await seconds(0.5);
		expect(await first).toBe('blocked');
		expect(await protection.protect()).toBe('blocked');
		expect(wishes).toHaveLength(1);
		await seconds(33);
		expect(wishes).toHaveLength(4);
		expect(failures).toEqual(Array(4).fill('DEPLOYMENT_BLOCKED'));
		world.answer = { outcome: 'done' };
		await seconds(12);
		expect(protection.look()).toBe('held');
		expect(lines).toEqual([
			{ level: 'warn', event: 'task_protection', ask: 'protect', outcome: 'DEPLOYMENT_BLOCKED' },
			{ level: 'info', event: 'task_protection', ask: 'protect', outcome: 'done' },
		]);
	});

	it('is refused when ECS refuses, and the next offer asks again', async () => {
		const { protection, wishes, failures, world } = setUp();
		world.answer = { outcome: 'refused', type: 'ThrottlingException' };
		const first = protection.protect();
		await seconds(0.1);
		expect(await first).toBe('refused');
		world.answer = { outcome: 'done' };
		const second = protection.protect();
		await seconds(0.1);
		expect(await second).toBe('held');
		expect([wishes.length, failures]).toEqual([2, ['ThrottlingException']]);
	});

	it('ends with the worker', async () => {
		const { protection, wishes } = setUp();
		void protection.protect();
		await seconds(1);
		protection.close();
		await seconds(60);
		expect(wishes).toHaveLength(1);
	});

	it('is nobody’s business outside of ECS', async () => {
		expect([NO_PROTECTION.look(), await NO_PROTECTION.protect()]).toEqual(['off', 'off']);
	});
});
