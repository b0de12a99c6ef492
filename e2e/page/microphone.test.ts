import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser, type VisitorOptions } from '../browser.ts';
import { type Caller, openDeafCaller } from '../caller.ts';
import { lacks } from '../greenroom.ts';
import { makeMicrophone } from '../hearing/microphone.ts';
import { COUNT } from '../words.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

const MUTED = 'You are muted';
const NOTHING = 'We hear nothing from your microphone';

describe.skipIf(greenroom === null || lacks('pocketsphinx', 'pocketsphinx-en-us'))(
	'what comes from the microphone',
	() => {
		test('nothing is said so, until there is sound; somebody who speaks and is muted is told', async () => {
			const microphone = await makeMicrophone();
			const browser = await launchBrowser({ microphone });
			onTestFinished(async () => {
				await browser.close();
				await microphone.remove();
			});
			const caller = await openDeafCaller(browser, url);
			const { page } = caller;
			await caller.startCall();
			const button = page.getByRole('button', { name: 'Microphone' });
			await button.click();
			await caller.agentIs('listening');
			// Muted, and silent.
			expect(await page.getByText(MUTED).count()).toBe(0);
			await button.click();
			await page.getByText(NOTHING).waitFor({ timeout: 20_000 });
			// The way on that it offers. Another microphone reads the file anew.
			const long = 'I would like to tell you something that takes a while to say, and I do not stop.';
			await microphone.willSay([
				{ at: 500, says: long },
				{ at: 6_000, says: long },
				{ at: 11_500, says: long },
			]);
			await page.getByRole('button', { name: 'Choose another one' }).click();
			await page.getByRole('combobox', { name: 'Microphone' }).selectOption({ index: 1 });
			await page.keyboard.press('Escape');
			await page.getByText(NOTHING).waitFor({ state: 'detached' });
			await button.click();
			await page.getByText(MUTED).waitFor({ timeout: 20_000 });
			await page.getByRole('button', { name: 'Unmute' }).click();
			expect(await button.getAttribute('aria-pressed')).toBe('true');
			await page.getByText(MUTED).waitFor({ state: 'detached' });
			expect(caller.problems).toEqual([]);
			await caller.endCall();
		});
	},
);

describe.skipIf(greenroom === null)('without a microphone', () => {
	if (greenroom === null) return;
	let browser: TestBrowser;
	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(() => browser.close());

	/** It says what is the matter, and the call is there. */
	async function callSaying(caller: Caller, words: RegExp) {
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		const said = (await caller.page.getByRole('alert').allTextContents()).join(' ');
		expect(said).toMatch(words);
		expect(said).toMatch(/you can type/);
	}

	test('silent microphone denial: the page says that it is blocked, and how it is allowed in this browser', async () => {
		const caller = await openDeafCaller(browser, url, { microphone: 'denied' } satisfies VisitorOptions);
		await callSaying(caller, /blocked/);
		await caller.page.getByText('press the icon left of the address').waitFor();
		await caller.type(COUNT.two.asks);
		await caller.shows(COUNT.two.says);
		await caller.endCall();
	});

	test('one that another program uses is named as that', async () => {
		const caller = await openDeafCaller(browser, url);
		// No flag of the browser does this.
		await caller.page.addInitScript(() => {
			navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'));
		});
		await callSaying(caller, /another program/i);
		await caller.endCall();
	});

	test('on a machine that has none, the page says so', async () => {
		const bare = await launchBrowser({ microphone: 'absent' });
		onTestFinished(() => bare.close());
		const caller = await openDeafCaller(bare, url);
		await callSaying(caller, /no microphone was found/i);
		await caller.endCall();
	});
});
