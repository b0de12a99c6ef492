/**
 * So many calls at once, measured for a while.
 *
 * @module
 */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../../../e2e/eventually.ts';
import type { Answer, Caller, Question } from '../caller/caller.ts';
import { type Received, since } from '../caller/received.ts';
import { cpuBetween } from '../usage/cpu.ts';
import { type Usage, usageOf } from '../usage/family.ts';
import { readDelays } from './delays.ts';
import type { Place } from './place.ts';
import type { Measured } from './verdict.ts';

/** Between an answer and the next question, at most. */
const THINKS_MS = 2_000;
const WARM_WITHIN_MS = 60_000;
/** A process that has just become warm has not done everything yet. */
const SETTLED_MS = 3_000;

/** The worker's processes are as many as they will be: nobody's start is measured with the calls. */
export async function settle(place: Place, idleProcesses: number): Promise<void> {
	await eventually(
		'warm processes',
		async () => place.idle(),
		(idle) => idle >= idleProcesses,
		WARM_WITHIN_MS,
	);
	await wait(SETTLED_MS);
}

export function memoryOf(usage: readonly Usage[]): Measured['memory'] {
	const sum = (name: 'rss' | 'pss') => usage.reduce((total, process) => total + process[name], 0);
	return { rss: sum('rss'), pss: sum('pss') };
}

export async function measure(
	place: Place,
	callers: readonly Caller[],
	questions: readonly Question[],
	seconds: number,
): Promise<Omit<Measured, 'memoryBefore'>> {
	const answers: Answer[] = [];
	const over = AbortSignal.timeout(seconds * 1000);
	const [from, before] = [Date.now(), await receivedBy(callers)];
	const conversing = callers.map((caller, i) => converse(caller, rotated(questions, i), over, answers));
	const began = performance.now();
	const usageBefore = await usageOf(place.worker);
	await once(over, 'abort');
	const usage = await usageOf(place.worker);
	const measuredSeconds = (performance.now() - began) / 1000;
	const loopDelaysMs = await readDelays(place.probes, from, Date.now());
	await Promise.all(conversing);
	return {
		calls: callers.length,
		seconds: measuredSeconds,
		cpu: cpuBetween(usageBefore, usage),
		memory: memoryOf(usage),
		answers,
		received: since(before, await receivedBy(callers)),
		loopDelaysMs,
		lost: callers.filter((caller) => caller.isLost()).length,
	};
}

async function converse(
	caller: Caller,
	questions: readonly Question[],
	over: AbortSignal,
	answers: Answer[],
): Promise<void> {
	for (let i = 0; ; i++) {
		await wait(Math.random() * THINKS_MS, null, { signal: over }).catch(() => {});
		const question = questions[i % questions.length];
		if (over.aborted || question === undefined) return;
		answers.push(await caller.ask(question));
	}
}

const rotated = (questions: readonly Question[], by: number): readonly Question[] => [
	...questions.slice(by % questions.length),
	...questions.slice(0, by % questions.length),
];

async function receivedBy(callers: readonly Caller[]): Promise<Received> {
	const all = await Promise.all(callers.map((caller) => caller.received()));
	return all.reduce((sum, { all, concealed, packetsLost }) => ({
		all: sum.all + all,
		concealed: sum.concealed + concealed,
		packetsLost: sum.packetsLost + packetsLost,
	}));
}
