import { expect, test } from 'vitest';
import type { Answer } from '../caller/caller.ts';
import { LIMITS } from './limits.ts';
import { densityOf, judge, type Measured, ownPausesOf } from './verdict.ts';

const answer = (own: Partial<Extract<Answer, { outcome: 'heard' }>> = {}): Answer => ({
	...{ how: 'typed', text: 'count to ten', outcome: 'heard', waitMs: 250, lengthMs: 5_000, longestPauseMs: 160 },
	...own,
});
const GOOD: Measured = {
	calls: 4,
	seconds: 40,
	cpu: { parent: 1, inference: 2, job: 12, other: 1 },
	memory: { rss: 1_900, pss: 1_400 },
	memoryBefore: { rss: 900, pss: 800 },
	answers: Array.from({ length: 20 }, () => answer()),
	received: { all: 1_000_000, concealed: 1_000, packetsLost: 0 },
	loopDelaysMs: [12, 20, 30],
	lost: 0,
};
const own = ownPausesOf(GOOD.answers);
const judged = (measured: Partial<Measured>) => judge({ ...GOOD, ...measured }, own);

test('a good step, and what a call costs in it', () => {
	expect(judged({})).toMatchObject({
		...{
			cpuPerCall: 0.1,
			cpuOfJobs: 0.075,
			rssPerCall: 250,
			pssPerCall: 150,
			typedP50: 250,
			stutterP95: 0,
			spokenP95: null,
		},
		...{ unanswered: 0, broken: [] },
	});
});

test('each limit breaks a step by itself, and only above it', () => {
	const all = (own: Parameters<typeof answer>[0]) => ({ answers: GOOD.answers.map(() => answer(own)) });
	const cases: readonly [keyof typeof LIMITS, number, (value: number) => Partial<Measured>][] = [
		['typedWaitMs', 1, (waitMs) => all({ waitMs })],
		['spokenWaitMs', 1, (waitMs) => all({ waitMs, how: 'spoken' })],
		['stutterMs', 20, (stutter) => all({ longestPauseMs: 160 + stutter })],
		['concealedShare', 0.001, (share) => ({ received: { all: 1e6, concealed: 1e6 * share, packetsLost: 0 } })],
		['loopDelayMs', 1, (delay) => ({ loopDelaysMs: [delay] })],
		['lost', 1, (lost) => ({ lost })],
	];
	for (const [name, more, measuredWith] of cases) {
		expect(judged(measuredWith(LIMITS[name])).broken, name).toEqual([]);
		expect(judged(measuredWith(LIMITS[name] + more)).broken, name).toEqual([name]);
	}
	const unanswered: Answer = { how: 'typed', text: 'count to ten', outcome: 'unanswered' };
	expect(judged({ answers: [...GOOD.answers, unanswered] }).broken).toEqual(['unanswered']);
});

test('one of forty may be slow', () => {
	const [, ...others] = GOOD.answers;
	expect(judged({ answers: [...others, ...others, answer({ waitMs: 4_000 })] }).broken).toEqual([]);
});

test('who has heard nothing proves nothing', () => {
	expect(judged({ answers: [] }).broken).toEqual(['silent']);
	expect(judged({ answers: GOOD.answers.slice(0, 3) }).broken).toEqual(['silent']);
});

test('the pause that an answer has of itself is the shortest that was ever heard of it', () => {
	const known = ownPausesOf([answer({ longestPauseMs: 180 }), answer({ text: 'help', longestPauseMs: 90 })]);
	const more = ownPausesOf([answer({ longestPauseMs: 120 }), answer({ text: 'help', longestPauseMs: 400 })], known);
	expect([...more]).toEqual([
		['count to ten', 120],
		['help', 90],
	]);
});

test('calls a core: up to the first step that was not good', () => {
	const step = (calls: number, lost = 0) =>
		judged({ calls, lost, cpu: { parent: 0, inference: 0, job: calls * 40 * 0.14, other: 0 } });
	expect(densityOf([step(2), step(4), step(6, 1), step(8)], 2)).toEqual({
		...{ goodCalls: 4, isBroken: true, heard: 2 },
		byCost: expect.closeTo(5, 5),
	});
	expect(densityOf([step(2), step(8)], 2)).toMatchObject({ goodCalls: 8, isBroken: false, heard: 4 });
	expect(densityOf([step(2, 1), step(4)], 2)).toEqual({ goodCalls: 0, isBroken: true, heard: 0, byCost: null });
});
