/**
 * Calls per core at good quality: ever more callers who are heard and who hear, until it is not good any more. What the
 * worker uses is that of its own processes; callers and servers on the same processors do not count, though they are in its way.
 *
 * @module
 */
import { availableParallelism } from 'node:os';
import type { Progress } from '../../install/progress.mjs';
import { type Caller, makeCaller, type Question } from '../caller/caller.ts';
import { makeQuestions } from '../caller/questions.ts';
import { usageOf } from '../usage/family.ts';
import { type DensityOptions, readOptions, USAGE } from './options.ts';
import { pinOurselves, pinsOf } from './pins.ts';
import { openPlace, type Place, type Programs } from './place.ts';
import { sayDensity, sayStep, sayTitles } from './report.ts';
import { measure, memoryOf, settle } from './step.ts';
import { densityOf, type Judged, judge, type OwnPauses, ownPausesOf } from './verdict.ts';

/** A worker starts one process after the other. */
const AT_ONCE = 2;

export async function benchDensity(
	args: readonly string[],
	{ programs, progress }: { readonly programs: () => Promise<Programs>; readonly progress: Progress },
): Promise<number> {
	const options = optionsOf(args, progress.say);
	if (options === null) return 1;
	const pins = pinsOf(options.cpus, availableParallelism());
	const why = pinOurselves(pins.others);
	if (why !== null) progress.say(`The callers are not pinned: ${why}`);
	const starting = progress.step('Starting livekit-server, API and worker');
	const { worker, idleProcesses } = options;
	const place = await openPlace({ programs: await programs(), pins, worker, idleProcesses, say: progress.say });
	starting.end();
	const callers: Caller[] = [];
	try {
		const judged = await climb(place, callers, options, progress);
		progress.say(`\n${sayDensity(densityOf(judged, pins.cores), pins.cores)}`);
	} finally {
		await Promise.allSettled(callers.map((caller) => caller.hangUp()));
		await place.stop();
	}
	return 0;
}

function optionsOf(args: readonly string[], say: (line: string) => void): DensityOptions | null {
	try {
		return readOptions(args);
	} catch (error) {
		say(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
		return null;
	}
}

async function climb(
	place: Place,
	callers: Caller[],
	{ steps, seconds, idleProcesses, all }: DensityOptions,
	progress: Progress,
): Promise<readonly Judged[]> {
	await settle(place, idleProcesses);
	const memoryBefore = memoryOf(await usageOf(place.worker));
	const judged: Judged[] = [];
	let own: OwnPauses = new Map();
	let questions: readonly Question[] = [];
	progress.say(sayTitles());
	for (const calls of steps) {
		const step = progress.step(`${calls} calls`);
		const silent = await join(place, callers, calls, idleProcesses);
		await settle(place, idleProcesses);
		// By what the agent says of itself: it may be of an image that has no recogniser.
		if (questions.length === 0) questions = await makeQuestions(callers[0]?.listens() === 'speech');
		const measured = { ...(await measure(place, callers, questions, seconds)), memoryBefore };
		step.end();
		if (silent > 0) progress.say(`${silent} callers were not greeted.`);
		own = ownPausesOf(measured.answers, own);
		const one = judge(measured, own);
		judged.push(one);
		progress.say(sayStep(one));
		if (one.broken.length > 0 && !all) break;
	}
	return judged;
}

/** @returns how many heard no greeting */
async function join(place: Place, callers: Caller[], calls: number, idleProcesses: number): Promise<number> {
	let silent = 0;
	while (callers.length < calls) {
		await settle(place, Math.min(AT_ONCE, idleProcesses));
		const count = Math.min(AT_ONCE, calls - callers.length);
		const more = await Promise.all(Array.from({ length: count }, () => makeCaller(place.apiUrl)));
		callers.push(...more);
		const waits = await Promise.all(more.map((caller) => caller.call()));
		silent += waits.filter((wait) => wait === null).length;
	}
	return silent;
}
