/**
 * Takes the pictures of scenes, one visitor a scene.
 *
 * @module
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Progress } from '../../../scripts/install/progress.mjs';
import { launchBrowser, type TestBrowser } from '../../browser.ts';
import { openDeafCaller } from '../../caller.ts';
import { type Greenroom, startForTests } from '../../greenroom.ts';
import { type Scene, theWorkerGoesOn } from './scenes.ts';

const SIZES = [
	{ name: 'phone', width: 390, height: 844 },
	{ name: 'tablet', width: 768, height: 1024 },
	{ name: 'desktop', width: 1440, height: 900 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

export interface Missed {
	readonly name: string;
	readonly why: string;
}

/** @returns the scenes that could not be reached */
export async function takePictures(folder: string, scenes: readonly Scene[], progress: Progress): Promise<Missed[]> {
	const step = progress.step('Starting Greenroom');
	const greenroom = await startForTests();
	const browser = await launchBrowser();
	const missed: Missed[] = [];
	try {
		for (const scene of scenes) {
			step.update(scene.name);
			const why = await takeScene(folder, scene, { greenroom, browser });
			if (why !== null) missed.push({ name: scene.name, why });
		}
	} finally {
		step.end();
		await browser.close();
		await greenroom.stop();
	}
	return missed;
}

interface Place {
	readonly greenroom: Greenroom;
	readonly browser: TestBrowser;
}

async function takeScene(folder: string, scene: Scene, { greenroom, browser }: Place): Promise<string | null> {
	const caller = await openDeafCaller(browser, greenroom.url, scene.visitor);
	try {
		await scene.reach(caller, greenroom);
		await photograph(folder, scene.name, caller.page);
		return null;
	} catch (error) {
		return String(error);
	} finally {
		theWorkerGoesOn(greenroom);
		await caller.visitor.close();
	}
}

async function photograph(folder: string, name: string, page: Page): Promise<void> {
	for (const size of SIZES) {
		await page.setViewportSize(size);
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme });
			await page.evaluate('scrollTo(0, 0)');
			await page.screenshot({ path: join(folder, `${name}-${size.name}-${colorScheme}.png`), animations: 'disabled' });
		}
	}
}
