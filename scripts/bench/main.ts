/**
 * `npm run bench`: how long people wait, what a token costs, how large things are. All figures of one run, each with
 * its spread; nothing is asserted. Say which part to run only that: `npm run bench -- tokens`. `density` and `soak` are
 * run by themselves alone: they take minutes.
 *
 * @module
 */
import './production.ts';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../e2e/browser.ts';
import { openDeafCaller } from '../../e2e/caller.ts';
import { type Address, lacks, processOfJob, startForTests, viewRooms } from '../../e2e/greenroom.ts';
import { createProgress, type Progress } from '../install/progress.mjs';
import { benchCalls } from './calls.ts';
import { benchCore } from './core.ts';
import { type Figure, sayFigure } from './figures.ts';
import { benchFunctions } from './functions.ts';
import { benchJoins } from './joins.ts';
import { benchMemory } from './memory.ts';
import { benchOps } from './ops.ts';
import { benchPage, sizesOfPage } from './page.ts';
import { benchStores } from './stores.ts';
import { benchSweeps } from './sweeps.ts';
import { benchTokens } from './tokens.ts';

const root = join(import.meta.dirname, '../..');
const PARTS = ['core', 'tokens', 'functions', 'sweeps', 'page', 'ops', 'calls', 'joins', 'memory'] as const;

export async function main(args: readonly string[]): Promise<number> {
	const progress = createProgress(process.stdout);
	const [first, ...others] = args;
	if (first === 'density' || first === 'soak') return runLong(first, others, progress);
	const unknown = args.filter((arg) => !PARTS.some((part) => part === arg));
	if (unknown.length > 0) {
		progress.say(`No such part: ${unknown.join(', ')}. There are ${PARTS.join(', ')}; by themselves density and soak.`);
		return 1;
	}
	const wanted = (part: (typeof PARTS)[number]) => args.length === 0 || args.includes(part);
	const say = (title: string, figures: readonly Figure[]) =>
		progress.say(`\n${title}\n${figures.map((figure) => `  ${sayFigure(figure)}`).join('\n')}`);

	progress.say(`Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model ?? 'unknown make'}`);
	progress.say('Each figure: least / median / most.');
	if (wanted('core')) say('The rules', await benchCore());
	if (wanted('tokens')) {
		const step = progress.step('Tokens');
		const figures = await benchTokens();
		step.end();
		say('The token door, in memory', figures);
		say('The token door, by store', await benchStores());
	}
	if (wanted('functions')) {
		const step = progress.step('Functions');
		const figures = await benchFunctions();
		step.end();
		say('The functions of a deployment', figures);
	}
	if (wanted('sweeps')) {
		const step = progress.step('Sweeps');
		const figures = await benchSweeps();
		step.end();
		say('The sweeper', figures);
	}
	if (wanted('joins') && !lacks('livekit-server')) say('Joins', await benchJoins(progress));
	if (!(['page', 'ops', 'calls', 'memory'] as const).some(wanted)) return 0;
	if (lacks('chromium', 'livekit-server')) {
		progress.say('\nCalls need Chromium and livekit-server: `npm test` installs them.');
		return 1;
	}
	const step = progress.step('Starting Greenroom');
	const greenroom = await startForTests();
	step.end();
	try {
		if (wanted('page')) say('The page', [...(await sizesOfPage(root)), ...(await benchPage(greenroom, progress))]);
		if (wanted('ops')) say('5 000 rooms, at the page of operators', await benchOps(greenroom, progress));
		if (wanted('calls')) say('Calls', await benchCalls(greenroom, !lacks('pocketsphinx'), progress));
		if (wanted('memory')) say('Memory', await memoryInACall(greenroom, progress));
	} finally {
		await greenroom.stop();
	}
	return 0;
}

/** What takes minutes, has options of its own, and is never part of a whole bench. */
async function runLong(what: 'density' | 'soak', args: readonly string[], progress: Progress): Promise<number> {
	if (what === 'soak') return (await import('./soak/soak.ts')).benchSoak(args, progress);
	const { programsOfClone } = await import('./density/programs.ts');
	return (await import('./density/density.ts')).benchDensity(args, { programs: programsOfClone, progress });
}

async function memoryInACall(greenroom: Address, progress: Progress): Promise<Figure[]> {
	const step = progress.step('A call for its memory');
	const browser = await launchBrowser();
	try {
		const caller = await openDeafCaller(browser, greenroom.url);
		await caller.startCall();
		await caller.greeted();
		await caller.type('count to thirty');
		await caller.agentIs('speaking');
		const [agent] = await viewRooms(greenroom).agents(await caller.room());
		return await benchMemory(greenroom, [await processOfJob(greenroom, agent?.identity ?? '')]);
	} finally {
		step.end();
		await browser.close();
	}
}
