/**
 * `npm run bench -- soak --minutes 30`: calls that come and go for as long as it is told, and whether what lives longer than
 * they do grows.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { startForTests } from '../../../e2e/greenroom.ts';
import { offlineListens } from '../../../worker/voice/offline/index.ts';
import type { Progress } from '../../install/progress.mjs';
import { makeQuestions } from '../caller/questions.ts';
import { IDLE_PROCESSES, quiet, watchedOf, whatIsLeft } from './between-calls.ts';
import { sayGrowth } from './report.ts';
import { type Sampler, startSampler } from './sampler.ts';
import { runTraffic, type Traffic } from './traffic.ts';
import { growthOf } from './verdict.ts';

const LOOK_EVERY_MS = 10_000;
const SECONDS = { least: 20, most: 60 };
const USAGE = 'npm run bench -- soak [--minutes 30] [--at-once 3]';

export async function benchSoak(args: readonly string[], progress: Progress): Promise<number> {
	const options = optionsOf(args);
	if (options === null) {
		progress.say(USAGE);
		return 1;
	}
	const { minutes, atOnce } = options;
	const starting = progress.step('Starting Greenroom');
	const greenroom = await startForTests({ idleProcesses: IDLE_PROCESSES });
	starting.end();
	try {
		const questions = await makeQuestions(offlineListens(process.env) === 'speech');
		const { apiUrl } = greenroom;
		const own = { apiUrl, questions, seconds: SECONDS, random: Math.random };
		const warming = progress.step('A first call');
		await runTraffic({ ...own, atOnce: 1, over: AbortSignal.timeout(SECONDS.least * 1000) });
		const before = await quiet(greenroom);
		warming.end();
		const step = progress.step(`Calls, for ${minutes} minutes`);
		const sampler = startSampler(() => watchedOf(greenroom), LOOK_EVERY_MS);
		const over = AbortSignal.timeout(minutes * 60_000);
		const traffic = await runTraffic({ ...own, atOnce, over });
		await sampler.stop();
		const left = await whatIsLeft(greenroom, before);
		step.end();
		return say(progress, traffic, sampler, left);
	} finally {
		await greenroom.stop();
	}
}

function optionsOf(args: readonly string[]): { readonly minutes: number; readonly atOnce: number } | null {
	try {
		const { values } = parseArgs({
			args: [...args],
			options: { minutes: { type: 'string', default: '30' }, 'at-once': { type: 'string', default: '3' } },
		});
		const [minutes, atOnce] = [Number(values.minutes), Number(values['at-once'])];
		return minutes > 0 && Number.isInteger(atOnce) && atOnce > 0 ? { minutes, atOnce } : null;
	} catch {
		return null;
	}
}

function say(progress: Progress, traffic: Traffic, { samples }: Sampler, left: readonly string[]): number {
	const { calls, answers, refreshes, faults } = traffic;
	const growth = growthOf(samples);
	progress.say(`\n${calls} calls, ${answers} answers, ${refreshes} reloads; ${samples.length} looks.`);
	progress.say(sayGrowth(growth));
	progress.say(`Left after the calls: ${left.length === 0 ? 'nothing' : left.join('; ')}.`);
	if (faults.length > 0) progress.say(`${faults.length} faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
	const isGood = growth.every((one) => one.isGood) && left.length === 0 && faults.length === 0;
	progress.say(isGood ? 'Good.' : 'NOT good.');
	return isGood ? 0 : 1;
}
