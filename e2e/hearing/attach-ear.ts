import type { Page } from 'playwright-core';
import { type Ear, makeEar } from './ear.ts';
import type { EarServer } from './ear-server.ts';

/** So long may Chromium take to begin the capture, and the beep to arrive. */
const PATIENCE = 10_000;

/**
 * Gives a tab an ear: another tab of the same context that captures it. From then on the ear hears what the tab really
 * puts out, after mute and autoplay policy, wherever it navigates. Not two at once in a browser: Chromium finds the tab
 * by its title.
 *
 * @param tab a new one; it is left on `about:blank`
 * @param ears a new tab for the ear
 * @throws NotHeardError when the ear cannot hear a beep
 */
export async function attachEar(server: EarServer, tab: Page, earTab: Page): Promise<Ear> {
	const drum = makeEar();
	earTab.on('close', () => drum.deafen('its own tab was closed'));
	await tab.goto(server.capturedUrl);
	await earTab.goto(server.earUrl(drum));
	await earTab.getByRole('button', { name: 'Listen' }).click();
	const state = earTab.getByRole('status');
	await state.filter({ hasText: /./ }).waitFor({ timeout: PATIENCE });
	const said = await state.textContent();
	if (said !== 'listening') throw new Error(`The ear could not be attached: ${said}`);

	await drum.ear.heardUntil(Date.now());
	const beforeBeep = Date.now();
	await tab.getByRole('button', { name: 'Beep' }).click();
	const beep = await drum.ear.nextVoice({ after: beforeBeep, within: PATIENCE });
	await drum.ear.silence({ after: beep, for: 300, within: PATIENCE });
	await tab.goto('about:blank');
	return drum.ear;
}
