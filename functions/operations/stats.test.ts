import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../protocol/operator.ts';
import { figuresOf, ledgerOf } from './stats.ts';

describe('statistics', () => {
	it('are none of what was never counted', () => {
		expect(figuresOf({})).toEqual({
			grace: { started: 0, cancelled: 0, expired: 0, meanMs: null },
			dispatches: { made: 0, retries: 0, unavailable: 0, losses: 0 },
			jobs: { ends: {}, crashRate: null },
			sweeps: { swept: 0, listings: 0, adopted: 0 },
		});
		expect(ledgerOf([], {})).toEqual({ entries: [], reclaimed: 0, agentMinutesSaved: 0 });
	});

	it('tell of each grace, and how long those were that have ended', () => {
		const counters = {
			grace_started: 10,
			grace_cancelled: 5,
			grace_cancelled_ms: 10_001,
			grace_expired: 3,
			grace_expired_ms: 180_000,
		};
		expect(figuresOf(counters).grace).toEqual({ started: 10, cancelled: 5, expired: 3, meanMs: 23_750 });
		expect(figuresOf({ grace_started: 1 }).grace.meanMs).toBeNull();
	});

	it('tell of dispatches, retries, losses and who was never found', () => {
		expect(figuresOf({ dispatch: 7, 'dispatch:retry': 3, give_up: 2, agent_lost: 4 }).dispatches).toEqual({
			made: 10,
			retries: 3,
			unavailable: 2,
			losses: 4,
		});
	});

	it('tell how jobs have ended, and how many of those that served did not end well', () => {
		const ends = {
			'served:exit_0': 6,
			'served:exit_1': 1,
			'served:SIGSEGV': 1,
			'hung:SIGKILL': 1,
			'outlived:SIGTERM': 1,
			'idle:SIGTERM': 90,
		};
		const counters = Object.fromEntries(Object.entries(ends).map(([name, count]) => [`job_end:${name}`, count]));
		expect(figuresOf({ ...counters, swept: 5 }).jobs).toEqual({ ends, crashRate: 0.4 });
		expect(figuresOf({ 'job_end:idle:SIGTERM': 3 }).jobs.crashRate).toBeNull();
		expect(figuresOf({ 'job_end:served:exit_0': 3 }).jobs.crashRate).toBe(0);
		expect(figuresOf({ 'job_end:served:SIGKILL': 3 }).jobs.crashRate).toBe(1);
	});

	it('tell of sweeps and listings', () => {
		expect(figuresOf({ swept: 8, listings: 2, adopted: 1, 'listed:unknown': 1 }).sweeps).toEqual({
			swept: 8,
			listings: 2,
			adopted: 1,
		});
	});

	it('tell of the ledger the newest entry first', () => {
		const entry = (at: number): LedgerEntry => ({
			at,
			room: 'greenroom.test.v_somebody.7',
			what: 'room',
			why: 'deserted',
			agents: 1,
			agentMinutesSaved: 3,
		});
		const counters = { reclaimed: 300, agent_minutes_saved: 9_000 };
		expect(
			ledgerOf(
				[1, 2, 3].map((at) => JSON.stringify(entry(at))),
				counters,
			),
		).toEqual({
			entries: [entry(3), entry(2), entry(1)],
			reclaimed: 300,
			agentMinutesSaved: 9_000,
		});
	});
});
