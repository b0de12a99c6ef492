import { expect, test } from 'vitest';
import { judgeCanary } from '../checks/canary.ts';
import { startStandIn } from '../testing.ts';
import type { Attempt } from './attempt.ts';
import { reportOf, sing } from './canary.ts';
import type { Line } from './line.ts';

const made = (others: Partial<Attempt> = {}): Attempt => ({
	...{ outcome: 'heard', refusal: null, ms: { voice: 500 }, token: null, departureSeconds: 90 },
	...{ end: { room: 'gone', refusal: null } },
	...others,
});
const heard = (voice: number) => made({ ms: { voice } });
const silent = made({ outcome: 'silent', ms: { join: 100 } });
const interrupted = made({ outcome: 'interrupted', ms: {} });

test('how long people wait is told of those who were heard, and how many were not', () => {
	const voices = [900, 100, 500, 300, 700, 200, 400, 600, 800, 1_000].map(heard);
	expect(reportOf(voices)).toMatchObject({ p50: 600, p95: 1_000, dropRate: 0 });
	expect(reportOf([heard(100), silent, silent, heard(300)])).toMatchObject({ p50: 300, dropRate: 0.5 });
	expect(reportOf([silent])).toMatchObject({ p50: null, p95: null, dropRate: 1 });
	expect(reportOf([heard(100), interrupted])).toMatchObject({ p50: 100, dropRate: 0 });
	expect(reportOf([interrupted])).toMatchObject({ p50: null, dropRate: null });
});

test.each([
	[[heard(1), heard(2)], 'ok', 'heard', '2 of 2 calls: p50 2 ms, p95 2 ms'],
	[[heard(1), silent], 'fault', 'silent', '1 of 2 calls (50 % dropped): an agent came, and was silent'],
	[
		[made({ outcome: 'token_refused', refusal: '429 too_many_calls', ms: {} })],
		'fault',
		'token_refused',
		'(429 too_many_calls)',
	],
	[[made({ outcome: 'join_failed', refusal: 'timeout', ms: {} })], 'fault', 'join_failed', 'did not let the caller in'],
	[[made({ outcome: 'no_agent', ms: {} })], 'fault', 'no_agent', 'no agent came'],
	[[made({ outcome: 'no_track', ms: {} })], 'fault', 'no_track', 'its sound did not'],
	[[made({ end: { room: 'there', refusal: null } })], 'fault', 'not_closed', 'lives on'],
	[[made({ end: { room: 'gone', refusal: '503' } })], 'fault', 'hang_up_refused', '(503)'],
	[[interrupted], 'skipped', 'interrupted', 'No call'],
] as const)('%#: %s', (attempts, verdict, outcome, found) => {
	expect(judgeCanary(reportOf(attempts), 10)).toMatchObject({
		verdict,
		outcome,
		found: expect.stringContaining(found),
	});
});

test('each call has a room of its own, and after an interruption there is no further one', async () => {
	const { deployment, line, rooms } = await startStandIn();
	const asked = new AbortController();
	const calls: number[] = [];
	const joins: Line = {
		join: (...ticket) => {
			if (calls.length === 2) asked.abort();
			return line().join(...ticket);
		},
	};
	const { attempts } = await sing(deployment, {
		...{ line: joins, count: 5, within: 5, pauseMs: 0, signal: asked.signal, now: () => performance.now() },
		onCall: (number) => calls.push(number),
	});
	expect(attempts.map(({ outcome }) => outcome)).toEqual(['heard', 'interrupted']);
	expect(calls).toEqual([1, 2]);
	expect(new Set(rooms().filter((did) => did.startsWith('delete'))).size).toBe(2);
});
