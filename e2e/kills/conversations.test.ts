import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks, startForTests } from '../greenroom.ts';
import { COUNT, TALK } from '../words.ts';
import { aftermath } from './aftermath.ts';
import type { Caller } from './caller.ts';
import { openTrial, type Trial } from './trial.ts';

const CONVERSATIONS = 20;
const AT_ONCE = 4;
const GRACE_SECONDS = 4;
const SEED = Number(process.env['SEED'] ?? 20_26);

describe.skipIf(lacks('livekit-server', 'redis-server'))(`${CONVERSATIONS} conversations`, () => {
	let trial: Trial;
	beforeAll(async () => {
		trial = openTrial(await startForTests({ graceSeconds: GRACE_SECONDS, idleProcesses: AT_ONCE }));
	});
	afterAll(() => trial.stop());

	test(`with random joins and leaves (SEED=${SEED}) lose nothing and leave nothing`, async () => {
		const random = seeded(SEED);
		const plans = Array.from({ length: CONVERSATIONS }, () => planOf(random));
		const waiting = [...plans];
		const done: Caller[] = [];
		async function lane(): Promise<void> {
			for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
				const caller = await trial.newCaller();
				await live(trial, caller, plan);
				done.push(caller);
			}
		}
		await Promise.all(Array.from({ length: AT_ONCE }, lane));
		expect(done).toHaveLength(CONVERSATIONS);
		expect(done.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)).toBe(
			plans.flat().filter((act) => act === 'says').length,
		);
		await aftermath(trial, done);
	}, 240_000);
});

/** What people do in a call. */
const ACTS = ['says', 'says', 'says', 'refresh', 'leave and return', 'wait'] as const;
type Act = (typeof ACTS)[number] | 'hang up' | 'stay away';

async function live(trial: Trial, caller: Caller, plan: readonly Act[]): Promise<void> {
	let said = 0;
	await trial.begin(caller);
	for (const act of plan) {
		if (caller.room() === null && act !== 'stay away') await trial.begin(caller);
		switch (act) {
			case 'says':
				await caller.says(said % 2 === 0 ? TALK.list.asks : COUNT.two.asks);
				said += 1;
				break;
			case 'refresh':
				await caller.refresh();
				break;
			case 'leave and return':
				await caller.leave();
				await new Promise((resolve) => setTimeout(resolve, 500));
				await caller.call();
				break;
			case 'wait':
				await new Promise((resolve) => setTimeout(resolve, 1_000));
				break;
			case 'hang up':
				await caller.hangUp();
				break;
			case 'stay away':
				await caller.leave();
				caller.staysAway();
		}
	}
}

/** Some acts, now and then a second call, and an end. */
function planOf(random: () => number): readonly Act[] {
	const some = () =>
		Array.from({ length: 2 + Math.floor(random() * 4) }, () => ACTS[Math.floor(random() * ACTS.length)] ?? 'says');
	const again: Act[] = random() < 0.15 ? ['hang up', ...some()] : [];
	return [...some(), ...again, random() < 0.5 ? 'hang up' : 'stay away'];
}

/** mulberry32. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
