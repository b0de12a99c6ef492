/**
 * The page of operators with 5 000 rooms: how smooth it is while somebody scrolls through them, and what comes in
 * meanwhile. In real Chromium, by its own frames.
 *
 * @module
 */
import { launchBrowser } from '../../e2e/browser.ts';
import { eventually } from '../../e2e/eventually.ts';
import { framesOf } from '../../e2e/frames.ts';
import type { Address } from '../../e2e/greenroom.ts';
import { answerManyRooms } from '../../e2e/many-rooms.ts';
import { openOperator } from '../../e2e/operator.ts';
import type { Progress } from '../install/progress.mjs';
import { type Figure, percentile } from './figures.ts';

const MANY = 5_000;
/** Frames that are looked at: three seconds of a screen that is not late. */
const FRAMES = 180;
/** A step of somebody who scrolls fast, in pixels: 5 000 rooms in so many frames. */
const STEP = 1_200;

export async function benchOps({ url, opsToken }: Address, progress: Progress): Promise<Figure[]> {
	const step = progress.step('An operator with 5 000 rooms');
	const browser = await launchBrowser({ shell: true });
	try {
		const operator = await openOperator(browser, url);
		const { page } = operator;
		await answerManyRooms(page, MANY);
		const signedIn = Date.now();
		await operator.signIn(opsToken);
		const grid = page.getByRole('grid', { name: 'Rooms' });
		await eventually(
			'all rooms',
			() => grid.getAttribute('aria-rowcount'),
			(count) => count === String(MANY + 1),
			60_000,
		);
		const shown = Date.now() - signedIn;
		const still = await framesOf(grid, { many: FRAMES, step: 0 });
		const scrolling = await framesOf(grid, { many: FRAMES, step: STEP });
		return [
			{ name: 'signed in -> all of them', unit: 'ms', values: [shown] },
			{ name: 'a frame while nobody does anything', unit: 'ms', values: still, aim: 17 },
			{ name: 'a frame while somebody scrolls', unit: 'ms', values: scrolling, aim: 17 },
			{ name: 'the same, p99', unit: 'ms', values: [percentile(scrolling, 0.99)], aim: 50 },
		];
	} finally {
		step.end();
		await browser.close();
	}
}
