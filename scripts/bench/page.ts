/**
 * The page before anything is heard: what it weighs, when its button can be used, how long a click and a reload take until
 * the call is connected. In real Chromium on loopback, by the page's own clock. Sound is measured with the calls.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../../e2e/browser.ts';
import { openDeafCaller } from '../../e2e/caller.ts';
import type { Address } from '../../e2e/greenroom.ts';
import type { Progress } from '../install/progress.mjs';
import { type Figure, percentile } from './figures.ts';
import { watchPage } from './page-watch.ts';

const VISITS = 30;
const CALLS = 7;

/** By the build itself, which fails above its budget. */
export async function sizesOfPage(root: string): Promise<Figure[]> {
	const size: { readonly beforeStart: number; readonly connected: number } = JSON.parse(
		await readFile(join(root, 'web/dist/size.json'), 'utf8'),
	);
	return [
		{ name: 'script before Start, gzip', unit: 'kB', values: [size.beforeStart / 1000], aim: 8 },
		{ name: 'script until connected, gzip', unit: 'kB', values: [size.connected / 1000], aim: 160 },
	];
}

export async function benchPage({ url, workerGroup }: Address, progress: Progress): Promise<Figure[]> {
	const browser = await launchBrowser();
	try {
		const step = progress.step('Visits');
		// A worker that has just been started makes processes ready, on the cores of whoever visits here.
		process.kill(-workerGroup, 'SIGSTOP');
		const visits: number[] = [];
		const fromElsewhere: number[] = [];
		try {
			// The first one of a browser pays for the browser.
			await visitOnce(browser, url);
			for (let visit = 0; visit < VISITS; visit++) {
				visits.push(await visitOnce(browser, url, new URL('/favicon.svg', url).href));
				fromElsewhere.push(await visitOnce(browser, url));
			}
		} finally {
			process.kill(-workerGroup, 'SIGCONT');
		}
		step.end();
		const clicks: number[] = [];
		const reloads: number[] = [];
		for (let run = 1; run <= CALLS; run++) {
			const calling = progress.step(`Call ${run} of ${CALLS}`);
			const { clicked, reloaded } = await callOnce(browser, url);
			clicks.push(clicked);
			reloads.push(reloaded);
			calling.end();
		}
		return [
			{ name: 'first visit -> Start can be clicked', unit: 'ms', values: visits, aim: 150 },
			{ name: 'the same, p95', unit: 'ms', values: [percentile(visits, 0.95)] },
			{ name: 'the same, with a new process of the browser', unit: 'ms', values: fromElsewhere },
			{ name: 'click -> connected', unit: 'ms', values: clicks },
			{ name: 'reload -> connected', unit: 'ms', values: reloads },
		];
	} finally {
		await browser.close();
	}
}

/**
 * Somebody who was never here: nothing is in a cache.
 *
 * @param from something of the same origin. From elsewhere the browser starts a process first, because the page is to
 *   share none with who opened it (`cross-origin-opener-policy`): measured, 50 ms
 */
async function visitOnce(browser: TestBrowser, url: string, from?: string): Promise<number> {
	const visitor = await browser.visitor();
	const { page } = await visitor.openTabWithoutEar();
	if (from !== undefined) await page.goto(from);
	const watch = await watchPage(page);
	await page.goto(url);
	const usable = await watch('usableAt');
	await visitor.close();
	return usable;
}

async function callOnce(browser: TestBrowser, url: string): Promise<{ clicked: number; reloaded: number }> {
	const caller = await openDeafCaller(browser, url);
	const watch = await watchPage(caller.page);
	await caller.startCall();
	const clicked = (await watch('connectedAt')) - (await watch('clickedAt'));
	await caller.agentIs('speaking');
	await reload(caller.page);
	const reloaded = await watch('connectedAt');
	await caller.endCall();
	await caller.visitor.close();
	return { clicked, reloaded };
}

/** Its clock begins with the navigation. */
const reload = (page: Page) => page.reload({ waitUntil: 'commit' });
