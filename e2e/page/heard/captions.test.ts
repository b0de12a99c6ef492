import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../browser.ts';
import { openDeafCaller } from '../../caller.ts';
import { lacks } from '../../greenroom.ts';
import { makeMicrophone } from '../../hearing/microphone.ts';
import { COUNT } from '../../words.ts';

const greenroom = inject('greenroom');
const WITHIN_MS = 20_000;

describe.skipIf(greenroom === null || lacks('pocketsphinx', 'pocketsphinx-en-us'))('captions', () => {
	test('what is asked is shown while it is asked, and once it was', async () => {
		const microphone = await makeMicrophone();
		const browser = await launchBrowser({ microphone });
		onTestFinished(async () => {
			await browser.close();
			await microphone.remove();
		});
		// Twice: on a slow machine the agent still greets at the first time.
		await microphone.willSay([10_000, 20_000].map((at) => ({ at, says: COUNT.four.asks })));
		const caller = await openDeafCaller(browser, greenroom?.url ?? '');
		await caller.startCall();
		const seen = await caller.page.evaluateHandle(() => {
			const states: string[] = [];
			// The offline recogniser gives a sentence at once: it is live for a moment only.
			new MutationObserver(() => {
				for (const entry of document.querySelectorAll('[role=log] [data-role=user]'))
					states.push(`${entry.getAttribute('data-state')}, aria-live ${entry.getAttribute('aria-live')}`);
			}).observe(document.body, { subtree: true, childList: true, attributes: true });
			return states;
		});
		await expect
			.poll(async () => [...new Set(await seen.jsonValue())], { timeout: 2 * WITHIN_MS })
			.toEqual(['live, aria-live off', 'committed, aria-live null']);
		await caller.endCall();
	});
});
