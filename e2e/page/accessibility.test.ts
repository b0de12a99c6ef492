import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import type { VisitorOptions } from '../browser.ts';
import type { Caller } from '../caller.ts';
import { takeVisits } from '../visits.ts';
import { TALK } from '../words.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has against the page, in both colour schemes. */
async function violations(page: Page): Promise<string[]> {
	const found: string[] = [];
	for (const colorScheme of ['light', 'dark'] as const) {
		// What still fades in has no contrast yet.
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.evaluate(`typeof axe === 'undefined' && (() => { ${axe} })()`);
		const ids = await page.evaluate(
			`axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
		);
		found.push(...(ids as string[]).map((violation) => `${colorScheme}: ${violation}`));
	}
	return found;
}

describe.skipIf(greenroom === null)('for everybody', () => {
	const { visit } = takeVisits();

	async function open(options?: VisitorOptions): Promise<Caller> {
		const caller = await visit(url, options);
		await caller.page.goto(url);
		return caller;
	}

	test('axe finds nothing before, in and after a call, with an alert and in a dialog, light and dark', async () => {
		const caller = await open({ microphone: 'denied' });
		const { page } = caller;
		expect(await violations(page), 'before a call').toEqual([]);
		// What a call has on the page is there before the API has let it in.
		await page.route('**/api/livekit/token', () => undefined);
		await page.getByRole('button', { name: 'Start call' }).click();
		await page.getByRole('alert').waitFor();
		await caller.type('Is somebody there?');
		await caller.shows('Is somebody there?');
		expect(await violations(page), 'in a call with an alert').toEqual([]);
		await caller.endCall();
		await page.getByText('You ended the call.').waitFor();
		expect(await violations(page), 'after a call').toEqual([]);
		await page.getByRole('button', { name: 'Forget everything' }).click();
		await page.getByRole('dialog').waitFor();
		expect(await violations(page), 'a dialog').toEqual([]);

		// Control: a button that has lost its name, and words that are too pale.
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: 'Start call' }).evaluate((button) => button.replaceChildren());
		await page.getByText('You ended the call.').evaluate((words) => {
			words.style.color = 'color-mix(in srgb, currentcolor 25%, transparent)';
		});
		const planted = (await violations(page)).join();
		expect(planted).toMatch(/button-name/);
		expect(planted).toMatch(/color-contrast/);
	});

	test('a whole call by keyboard alone, and the focus is never lost', async () => {
		const caller = await open();
		const { page } = caller;
		const focused = () =>
			page.evaluate(() => {
				const { activeElement } = document;
				return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent?.trim() ?? '';
			});
		const isLost = () => page.evaluate(() => document.activeElement === document.body);
		async function tabTo(name: string): Promise<void> {
			for (let presses = 0; presses < 20; presses++) {
				if ((await focused()) === name) return;
				await page.keyboard.press('Tab');
			}
			throw new Error(`no way to ${name} by Tab; the focus is on "${await focused()}"`);
		}
		async function press(name: string, key = 'Enter'): Promise<void> {
			await tabTo(name);
			await page.keyboard.press(key);
		}

		await press('Start call');
		await caller.callIs('connected');
		expect(await isLost(), 'after Start').toBe(false);
		await tabTo('Message');
		await page.keyboard.type(TALK.list.asks);
		await page.keyboard.press('Enter');
		await caller.shows(TALK.list.asks);
		expect(await focused()).toBe('Message');
		await page.keyboard.press('Shift+Tab');
		expect(await isLost()).toBe(false);

		// From the top again, as the tab order of a page goes on.
		const microphone = page.getByRole('button', { name: 'Microphone' });
		await page.getByRole('region', { name: 'Call' }).focus();
		await press('Microphone', 'Space');
		await expect.poll(() => microphone.getAttribute('aria-pressed')).toBe('false');
		await press('Microphone', 'Space');
		await expect.poll(() => microphone.getAttribute('aria-pressed')).toBe('true');
		expect(await focused()).toBe('Microphone');

		await press('End call');
		await caller.callIs('ended');
		await expect.poll(focused).toBe('Start call');
		await page.keyboard.press('Enter');
		await caller.callIs('connected');
		expect(await isLost(), 'after starting again').toBe(false);
		await press('End call');
		await caller.callIs('ended');
	});

	test('the page reads well to somebody who cannot see it', async () => {
		const caller = await open();
		const { page } = caller;
		expect(await page.locator('body').ariaSnapshot()).toBe(`- banner:
  - heading "Greenroom" [level=1]
- main:
  - region "Call":
    - status: Not in a call
    - heading "Talk it over" [level=2]
    - paragraph: "Speak or type. Reload the page, lose the network, come back tomorrow: the conversation goes on."
    - button "Start call"
    - button "Type only"
    - button "Sound check"
- region "What will happen":
  - list:
    - listitem: Allow the microphone or say no and type.
    - listitem: Talk as you would to a person and interrupt at any time.
    - listitem: Leave and come back to the same conversation.`);
		await page.route('**/api/livekit/token', () => undefined);
		await page.getByRole('button', { name: 'Start call' }).click();
		await page.getByRole('textbox', { name: 'Message' }).waitFor();
		await page.getByRole('button', { name: 'Download' }).waitFor();
		const call = await page.getByRole('region', { name: 'Call' }).ariaSnapshot();
		for (const part of ['status: Connecting', 'button "Microphone"', 'button "Sound"', 'button "End call"'])
			expect(call).toContain(part);
		const conversation = await page.getByRole('region', { name: 'Conversation' }).ariaSnapshot();
		for (const part of ['button "Copy"', 'button "Download"', 'log "Transcript"', 'textbox "Message"', 'button "Send"'])
			expect(conversation).toContain(part);
	});
});
