import { describe, expect, inject, test } from 'vitest';
import type { VisitorOptions } from '../browser.ts';
import type { Caller } from '../caller.ts';
import { takeVisits } from '../visits.ts';
import { TALK } from '../words.ts';
import { layoutProblems } from './layout/audit.ts';
import { seen, watchShifts } from './layout/shifts.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

const SIZES = [
	{ width: 320, height: 640 },
	{ width: 768, height: 1024 },
	{ width: 1440, height: 900 },
] as const;
const LONG = `${'Donaudampfschifffahrtsgesellschaft'.repeat(3)} and then, and then, and then, `.repeat(3);

describe.skipIf(greenroom === null)('the layout', () => {
	const { visit } = takeVisits();

	async function open(options?: VisitorOptions): Promise<Caller> {
		const caller = await visit(url, options);
		return caller;
	}

	async function problemsAtAllSizes({ page }: Caller): Promise<string[]> {
		const problems: string[] = [];
		for (const size of SIZES)
			for (const text of ['100%', '200%']) {
				await page.setViewportSize(size);
				await page.evaluate((fontSize) => {
					document.documentElement.style.fontSize = fontSize;
				}, text);
				const found = await layoutProblems(page);
				problems.push(...found.map((problem) => `${size.width} px, text ${text}: ${problem}`));
			}
		await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
		return problems;
	}

	test('fits before, in and after a call at 320, 768 and 1440 px, and with text of twice the size', async () => {
		const caller = await open({ microphone: 'denied' });
		const { page } = caller;
		// What a call has on the page is there before the API has let it in.
		await page.route('**/api/livekit/token', () => undefined);
		await page.goto(url);
		expect(await problemsAtAllSizes(caller), 'before a call').toEqual([]);
		await page.getByRole('button', { name: 'Start call' }).click();
		await page.getByRole('alert').waitFor();
		await caller.type(LONG);
		await caller.shows('Donaudampf');
		await page.getByRole('textbox', { name: 'Message' }).fill(LONG);
		expect(await problemsAtAllSizes(caller), 'in a call with an alert and long words').toEqual([]);
		await caller.endCall();
		await page.getByText('You ended the call.').waitFor();
		expect(await problemsAtAllSizes(caller), 'after a call').toEqual([]);
		await page.getByRole('button', { name: 'Forget everything' }).click();
		await page.getByRole('dialog').waitFor();
		expect(await problemsAtAllSizes(caller), 'a dialog').toEqual([]);
	});

	test('control: what overlaps, is clipped, too small or too wide is found', async () => {
		const { page } = await open();
		await page.goto(url);
		expect(await layoutProblems(page)).toEqual([]);
		const broken = async (styles: Record<string, string>) => {
			const button = page.getByRole('button', { name: 'Start call' });
			await button.evaluate((element, wanted) => void Object.assign(element.style, wanted), styles);
			const problems = await layoutProblems(page);
			await button.evaluate((element) => {
				element.style.cssText = '';
			});
			return problems.join();
		};
		expect(await broken({ minHeight: '0', height: '20px', padding: '0' })).toMatch(/target of .*Start call/);
		expect(await broken({ transform: 'translateY(4rem)' })).toMatch(/Start call" overlaps/);
		expect(await broken({ width: '3rem', overflow: 'hidden', whiteSpace: 'nowrap', padding: '0' })).toMatch(/clipped/);
		expect(await broken({ width: '3000px' })).toMatch(/beyond the edge/);
		expect(await layoutProblems(page)).toEqual([]);
	});

	test.for([
		{ width: 1440, height: 900 },
		{ width: 390, height: 844 },
	])(
		'does not move when the typeface, the earlier conversation and the parts of a call come: at $width px',
		async (size) => {
			const caller = await open();
			const { page } = caller;
			const moved = await watchShifts(page);
			await page.setViewportSize(size);
			await caller.startCall();
			await caller.greeted();
			await caller.type(TALK.list.asks);
			await caller.shows(TALK.list.says);
			expect(seen(await moved()), 'in a call').toEqual([]);
			await caller.endCall();
			await page.getByText('You ended the call.').waitFor();
			expect(seen(await moved()), 'after a call').toEqual([]);

			let bring = () => {};
			const asked = new Promise<void>((resolve) => {
				bring = resolve;
			});
			await page.route(/\.woff2$|\/api\/conversation$/, async (route) => {
				await asked;
				await route.continue();
			});
			await page.goto(url, { waitUntil: 'commit' });
			await page.getByRole('button', { name: 'Start call' }).waitFor();
			await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
			expect(await page.evaluate(() => document.fonts.check('1em "Bricolage Grotesque"'))).toBe(false);
			bring();
			await caller.shows(TALK.list.says);
			await page.evaluate(() => document.fonts.load('1em "Bricolage Grotesque"'));
			await page.getByRole('button', { name: 'Download' }).waitFor();
			expect(seen(await moved()), 'what comes late').toEqual([]);

			// Control: something that does move is counted.
			await page.evaluate(() =>
				document.body.prepend(Object.assign(document.createElement('p'), { style: 'height: 9rem' })),
			);
			await expect.poll(async () => seen(await moved())).not.toEqual([]);
		},
	);
});
