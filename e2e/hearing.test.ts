import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeFlite } from '../worker/voice/offline/flite/speech.ts';
import { type BrowserOptions, launchBrowser, type Tab, type TestBrowser } from './browser.ts';
import { expectToHear, MisheardError } from './hearing/expect-to-hear.ts';
import { DeafError } from './hearing/memory.ts';
import { makeMicrophone } from './hearing/microphone.ts';
import { fromPcm16, RATE } from './hearing/recording.ts';
import { openTrialSite, type TrialSite } from './hearing/trial-site.ts';
import { wavOf } from './hearing/wav.ts';

const TWO = 'Your todo list has two items, milk and bread.';
const THREE = 'Your todo list has three items, milk and bread.';
const BACK = 'I am back. We were cut off for a moment.';

let site: TrialSite;
let browser: TestBrowser;
/** For all tests that do not end it: each begins with a new document, and an ear takes seconds to attach. */
let caller: Tab;

beforeAll(async () => {
	const flite = makeFlite({ voice: 'slt' });
	const wav = async (text: string) => wavOf(fromPcm16((await flite.synthesize(text)).pcm), RATE);
	site = await openTrialSite({ '/two.wav': await wav(TWO), '/back.wav': await wav(BACK) });
	await flite.close();
	browser = await launchBrowser();
	caller = await (await browser.visitor()).openTab();
});

afterAll(async () => {
	await browser.close();
	await site.close();
});

interface Trial {
	readonly play?: 'element' | 'webrtc' | 'microphone';
	readonly when: 'load' | 'capture' | 'click';
	readonly sentence?: '/two.wav' | '/back.wav';
	readonly muted?: boolean;
}

function trial({ play = 'element', when, sentence = '/two.wav', muted = false }: Trial): string {
	return `${site.url}?${new URLSearchParams({ play, when, sentence, ...(muted ? { muted: '' } : {}) })}`;
}

async function openTab() {
	const visitor = await browser.visitor();
	onTestFinished(() => visitor.close());
	return visitor.openTab();
}

async function launch(options: BrowserOptions) {
	const launched = await launchBrowser(options);
	onTestFinished(() => launched.close());
	return launched;
}

describe('what a person would not hear, the ear does not hear', () => {
	test('a page that plays without a click is silent, on a fresh load and after a reload', async () => {
		const { page, ear, glance } = caller;
		for (const load of [() => page.goto(trial({ when: 'load' })), () => page.reload()]) {
			const after = Date.now();
			await load();
			await expect.poll(() => glance.text('output')).toBe('NotAllowedError');
			await ear.silence({ after, for: 1_200, within: 1_200 });
			expect(await glance.wasTouched()).toBe(false);
		}
	});

	test('a muted element is silent although it plays', async () => {
		const { page, ear, glance } = caller;
		const after = Date.now();
		await page.goto(trial({ when: 'click', muted: true }));
		await page.getByRole('button', { name: 'Play' }).click();
		await expect.poll(() => glance.text('output')).toBe('playing');
		await ear.silence({ after, for: 2_000, within: 2_000 });
	});

	test("one visitor's voice is not in another visitor's ear", async () => {
		const [one, other] = [caller, await openTab()];
		const after = Date.now();
		await Promise.all([one.page.goto(trial({ when: 'capture' })), other.page.goto(trial({ when: 'click' }))]);
		await expectToHear(one.ear, { says: TWO, after, within: 3_000 });
		await other.ear.silence({ after, for: 3_000, within: 3_000 });
	});
});

describe('what a person would hear, the ear hears', () => {
	test('a sentence after a click, told from one that differs in a word', async () => {
		const { page, ear, problems } = caller;
		await page.goto(trial({ when: 'click' }));
		const after = Date.now();
		await page.getByRole('button', { name: 'Play' }).click();
		const { beganAt, endedAt } = await expectToHear(ear, {
			says: TWO,
			ratherThan: [THREE, BACK],
			after,
			within: 3_000,
		});
		// As long as it takes to say, 2.6 s.
		expect(endedAt - beganAt).toBeGreaterThan(2_000);
		expect(endedAt - beganAt).toBeLessThan(4_000);
		expect(problems).toEqual([]);
	});

	test('a sentence that came over WebRTC', async () => {
		const { page, ear } = caller;
		await page.goto(trial({ play: 'webrtc', when: 'click' }));
		const after = Date.now();
		await page.getByRole('button', { name: 'Play' }).click();
		// A jitter buffer that has just begun may swallow the word that tells it from THREE.
		await expectToHear(ear, { says: TWO, ratherThan: [BACK], after, within: 5_000 });
	});

	test('a page that captures the microphone, without a click, again after each reload', async () => {
		const { page, ear, glance } = caller;
		await page.goto(trial({ when: 'capture' }));
		for (const reload of [1, 2]) {
			const after = Date.now();
			await page.reload();
			await expectToHear(ear, { says: TWO, ratherThan: [THREE], after, within: 5_000 });
			expect(await glance.wasTouched(), `reload ${reload}`).toBe(false);
		}
	});
});

describe('when a proof fails', () => {
	test('another sentence is reported with what was heard, and the recording is kept', async () => {
		const { page, ear } = caller;
		const after = Date.now();
		await page.goto(trial({ when: 'capture' }));
		const error: unknown = await expectToHear(ear, { says: THREE, ratherThan: [TWO], after, within: 3_000 }).catch(
			(e) => e,
		);
		if (!(error instanceof MisheardError)) throw error;
		onTestFinished(() => rm(join(error.file, '..'), { recursive: true }));
		expect(error.message).toMatch(new RegExp(`dBFS: said\n    0\\.9\\d\\d "${TWO}"\n`));
		expect((await readFile(error.file)).length).toBeGreaterThan(2 * RATE);
	});

	test('an ear whose tab is gone says that it is deaf, and proves no silence', async () => {
		const { page, ear } = await openTab();
		await page.goto(trial({ when: 'click' }));
		await page.close();
		await expect(ear.silence({ after: Date.now() + 500, for: 500, within: 500 })).rejects.toThrow(DeafError);
	});

	test('a page that was looked at with a locator counts as touched', async () => {
		const { page, glance } = caller;
		await page.goto(trial({ when: 'load' }));
		expect(await glance.wasTouched()).toBe(false);
		await page.getByRole('button').isVisible();
		expect(await glance.wasTouched()).toBe(true);
	});
});

describe('the microphone', () => {
	test('says its sentences when it tells, and others after a reload', async () => {
		const microphone = await makeMicrophone();
		onTestFinished(() => microphone.remove());
		await microphone.willSay([
			{ at: 1_000, says: 'What time is it?' },
			{ at: 2_700, says: 'Add milk to my list.' },
		]);
		const visitor = await (await launch({ microphone })).visitor();
		const { page, ear } = await visitor.openTab();
		await page.goto(trial({ play: 'microphone', when: 'capture' }));
		for (const index of [0, 1]) {
			const said = await microphone.said(index, { within: 10_000 });
			const heard = await ear.nextVoice({ after: said.beganAt - 300, within: 1_500 });
			expect(heard).toBeGreaterThan(said.beganAt);
		}

		await microphone.willSay([{ at: 1_500, says: 'What is my name?' }]);
		expect(await microphone.openedAt()).toBeNull();
		await page.reload();
		const said = await microphone.said(0, { within: 10_000 });
		await ear.nextVoice({ after: said.beganAt - 300, within: 1_500 });
	});

	test('says nothing unless it is told to', async () => {
		const { page, ear, glance } = caller;
		const after = Date.now();
		await page.goto(trial({ play: 'microphone', when: 'capture' }));
		await expect.poll(() => glance.text('output')).toBe('playing');
		await ear.silence({ after, for: 2_000, within: 2_000 });
	});

	test.each([
		{ microphone: 'denied', answer: 'NotAllowedError' },
		{ microphone: 'prompt', answer: 'NotAllowedError' },
	] as const)('that is $microphone is refused to the page', async ({ microphone, answer }) => {
		const visitor = await browser.visitor({ microphone });
		onTestFinished(() => visitor.close());
		const { page, glance } = await visitor.openTabWithoutEar();
		await page.goto(trial({ when: 'capture' }));
		await expect.poll(() => glance.text('output')).toBe(answer);
	});

	test('is all that is answered for: what no visitor is asked for is theirs', async () => {
		const { page } = caller;
		await page.goto(site.url);
		const state = (name: PermissionName) =>
			page.evaluate(async (it) => (await navigator.permissions.query({ name: it })).state, name);
		expect(await state('microphone')).toBe('granted');
		expect(await state('screen-wake-lock')).toBe('granted');
		expect(await state('camera')).toBe('prompt');
	});

	test('that is absent is not found', async () => {
		const visitor = await (await launch({ microphone: 'absent' })).visitor();
		const { page, glance } = await visitor.openTabWithoutEar();
		await page.goto(trial({ when: 'capture' }));
		await expect.poll(() => glance.text('output')).toBe('NotFoundError');
	});
});
