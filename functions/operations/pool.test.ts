import { describe, expect, it } from 'vitest';
import type { HeartbeatRequest } from '../protocol/agent.ts';
import { heard, isStaffed, noPool } from './pool.ts';

const beat = (worker: string, more: Partial<HeartbeatRequest> = {}): HeartbeatRequest => ({
	worker,
	agentName: 'greenroom-test',
	state: 'accepting',
	active: 0,
	...more,
});

describe('the pool of workers', () => {
	it('is staffed by whoever was heard of in the last 12 s', () => {
		expect(isStaffed(noPool, 'greenroom-test', 0)).toBe(false);
		const pool = heard(noPool, beat('w1'), 1_000);
		expect(isStaffed(pool, 'greenroom-test', 12_999)).toBe(true);
		expect(isStaffed(pool, 'greenroom-test', 13_000)).toBe(false);
	});

	it('is staffed for the agent that its workers serve, while they take calls', () => {
		const pool = heard(heard(noPool, beat('w1', { agentName: 'clerk-test' }), 0), beat('w2', { state: 'draining' }), 0);
		expect(isStaffed(pool, 'clerk-test', 1)).toBe(true);
		expect(isStaffed(pool, 'greenroom-test', 1)).toBe(false);
	});

	it('knows when a worker last came: a new one, one that was silent, one that takes calls now', () => {
		const came: number[] = [];
		let pool = noPool;
		for (const [at, worker, state] of [
			[1_000, 'w1', 'draining'],
			[2_000, 'w1', 'accepting'],
			[7_000, 'w1', 'accepting'],
			[8_000, 'w2', 'accepting'],
			[18_999, 'w1', 'accepting'],
			[30_998, 'w1', 'accepting'],
			[42_998, 'w1', 'accepting'],
			[43_000, 'w1', 'draining'],
			[44_000, 'w1', 'accepting'],
		] as const) {
			pool = heard(pool, beat(worker, { state }), at);
			came.push(pool.cameAt);
		}
		expect(came).toEqual([0, 2_000, 2_000, 8_000, 8_000, 8_000, 42_998, 42_998, 44_000]);
	});

	it('forgets who is gone, so that it stays small', () => {
		let pool = noPool;
		for (let i = 0; i < 100; i++) pool = heard(pool, beat(`w${i}`), i * 6_000);
		expect(Object.keys(pool.workers)).toEqual(['w98', 'w99']);
	});
});
