/**
 * Calls that come and go: each hears the greeting, asks, hears the answer, reloads now and then, asks again, and hangs up.
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Caller, makeCaller, type Question } from '../caller/caller.ts';

export interface TrafficOptions {
	readonly apiUrl: string;
	/** Calls at once, at most. */
	readonly atOnce: number;
	/** No call begins after it. */
	readonly over: AbortSignal;
	readonly questions: readonly Question[];
	/** How long a call is to last; one that has begun to speak ends later. */
	readonly seconds: { readonly least: number; readonly most: number };
	readonly random: () => number;
}

export interface Traffic {
	readonly calls: number;
	readonly answers: number;
	readonly refreshes: number;
	/** What went wrong, in the order in which it did. */
	readonly faults: readonly string[];
}

/** Every so manieth call is reloaded in its middle. */
const REFRESHED = 3;

export async function runTraffic(options: TrafficOptions): Promise<Traffic> {
	const counted = { calls: 0, answers: 0, refreshes: 0, faults: [] as string[] };
	const line = async () => {
		while (!options.over.aborted) {
			await wait(options.random() * 2_000);
			if (options.over.aborted) return;
			counted.calls += 1;
			const caller = await makeCaller(options.apiUrl);
			await converse(caller, options, counted).catch((error: unknown) => {
				counted.faults.push(error instanceof Error ? error.message : String(error));
			});
			if (caller.isLost()) counted.faults.push('the room was lost');
			await caller.hangUp();
		}
	};
	await Promise.all(Array.from({ length: options.atOnce }, line));
	return counted;
}

async function converse(
	caller: Caller,
	{ questions, seconds, random }: TrafficOptions,
	counted: { readonly calls: number; answers: number; refreshes: number; readonly faults: string[] },
): Promise<void> {
	const until = performance.now() + 1000 * (seconds.least + random() * (seconds.most - seconds.least));
	let refreshes = counted.calls % REFRESHED === 1;
	if ((await caller.call()) === null) counted.faults.push('no greeting');
	for (let i = Math.floor(random() * questions.length); ; i++) {
		const question = questions[i % questions.length];
		if (question === undefined) return;
		const { outcome } = await caller.ask(question);
		if (outcome === 'heard') counted.answers += 1;
		else counted.faults.push(`no answer to "${question.text}" (${question.how})`);
		if (!refreshes && performance.now() >= until) return;
		if (!refreshes) continue;
		refreshes = false;
		await caller.refresh();
		counted.refreshes += 1;
	}
}
