import { describe, expect, it } from 'vitest';
import type { HeartbeatRequest } from '../protocol/agent.ts';
import { activeJobs, heard, isStaffed, livingWorkers, nextListing, noPool } from './pool.ts';

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

	it('counts the calls of those that live, drained or not', () => {
		const pool = heard(
			heard(heard(noPool, beat('w1', { active: 7 }), 0), beat('w2', { active: 2, state: 'draining' }), 5_000),
			beat('w3', { active: 1 }),
			6_000,
		);
		expect(activeJobs(pool, 11_999)).toBe(10);
		expect(activeJobs(pool, 12_000)).toBe(3);
		expect(livingWorkers(pool, 12_000)).toEqual([
			{ worker: 'w2', at: 5_000, agentName: 'greenroom-test', state: 'draining', active: 2 },
			{ worker: 'w3', at: 6_000, agentName: 'greenroom-test', state: 'accepting', active: 1 },
		]);
		expect(activeJobs(noPool, 0)).toBe(0);
	});
});

describe('the next full listing', () => {
	const at = 1_000_000;

	it('is at once when there was none', () => {
		expect(nextListing(noPool, at)).toEqual({ at, after: null });
	});

	it.each([
		['five minutes after one that has come to its end', null, 300_000, null],
		['30 s after one that has not, where it has come to', 'greenroom.test.v_a.1', 30_000, 'greenroom.test.v_a.1'],
		['30 s after one that was not heard of again', '', 30_000, ''],
	])('is %s', (_, after, inMs, goesOn) => {
		const pool = { ...noPool, listing: { at, after } };
		expect(nextListing(pool, at)).toBeNull();
		expect(nextListing(pool, at + inMs - 1)).toBeNull();
		expect(nextListing(pool, at + inMs)).toEqual({ at: at + inMs, after: goesOn });
	});

	it('begins anew when the one before was given up long ago', () => {
		const pool = { ...noPool, listing: { at, after: 'greenroom.test.v_a.1' } };
		expect(nextListing(pool, at + 300_000)).toEqual({ at: at + 300_000, after: null });
	});
});
