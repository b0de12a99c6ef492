import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCaller } from '../scripts/bench/caller/caller.ts';
import { makeQuestions } from '../scripts/bench/caller/questions.ts';
import { IDLE_PROCESSES, quiet, watchedOf, whatIsLeft } from '../scripts/bench/soak/between-calls.ts';
import { sample } from '../scripts/bench/soak/sampler.ts';
import { runTraffic } from '../scripts/bench/soak/traffic.ts';
import { leftOf, type Sample } from '../scripts/bench/soak/verdict.ts';
import { type Greenroom, lacks, startForTests, viewRooms } from './greenroom.ts';

const SECONDS = 40;
/** Those that are in a call by then end it, and whatever is busy may let them wait. */
const DEADLINE = 240_000;

describe.skipIf(lacks('livekit-server'))('calls come and go', () => {
	let greenroom: Greenroom;
	let before: Sample;
	const callsFor = async (ms: number, atOnce: number, seconds = { least: 8, most: 16 }) =>
		runTraffic({
			...{ apiUrl: greenroom.apiUrl, atOnce, over: AbortSignal.timeout(ms), random: Math.random },
			// Typed: of what is spoken on a busy machine the recogniser does not understand everything.
			questions: await makeQuestions(false),
			seconds,
		});
	beforeAll(async () => {
		greenroom = await startForTests({ idleProcesses: IDLE_PROCESSES });
		// What is opened for the first call, stays open for the others.
		await callsFor(3_000, 1, { least: 0, most: 1 });
		before = await quiet(greenroom);
	});
	afterAll(() => greenroom.stop());

	test(
		'every one is answered, and nothing is left of them: no room, no process, no open file',
		async () => {
			const traffic = await callsFor(SECONDS * 1000, 2);
			expect(traffic.faults).toEqual([]);
			expect(traffic.calls).toBeGreaterThanOrEqual(2);
			expect(traffic.answers).toBeGreaterThanOrEqual(traffic.calls);
			expect(traffic.refreshes).toBeGreaterThanOrEqual(1);
			expect(await whatIsLeft(greenroom, before)).toEqual([]);
		},
		DEADLINE,
	);

	test('control: a call that goes on is seen', async () => {
		const caller = await makeCaller(greenroom.apiUrl);
		expect(await caller.call()).not.toBeNull();
		const during = [...leftOf(before, await sample(watchedOf(greenroom), 0)), ...(await viewRooms(greenroom).rooms())];
		await caller.hangUp();
		expect(during).toContainEqual(expect.stringMatching(/^worker: \d+ processes/));
		expect(during).toContainEqual(expect.stringMatching(/^greenroom\./));
		expect(await whatIsLeft(greenroom, before)).toEqual([]);
	});
});
