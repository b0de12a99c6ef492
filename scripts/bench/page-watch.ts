/**
 * Notes in the page itself, in milliseconds since its navigation began, when something is true of it for the first time.
 *
 * @module
 */
import type { Page } from 'playwright-core';
import { eventually } from '../../e2e/eventually.ts';

/** `usableAt`: Start is in the page, enabled, and somebody listens to its clicks. */
export type Moment = 'usableAt' | 'clickedAt' | 'connectedAt';

const PATIENCE_MS = 20_000;

/** A string: it is run in the page, and no compiler is to put anything into it. */
const SCRIPT = `(() => {
	const seen = (window.seen = {});
	const note = (moment) => (seen[moment] ??= performance.now());
	const listened = new Set();
	const look = () => {
		if (document.documentElement?.dataset.call === 'connected') note('connectedAt');
		for (const button of listened)
			if (button.isConnected && !button.disabled && button.textContent.trim() === 'Start call') note('usableAt');
	};
	const plain = EventTarget.prototype.addEventListener;
	EventTarget.prototype.addEventListener = function (type, ...how) {
		plain.call(this, type, ...how);
		if (type !== 'click' || !(this instanceof HTMLButtonElement)) return;
		listened.add(this);
		look();
	};
	addEventListener('pointerdown', () => note('clickedAt'), { capture: true });
	new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})();`;

/** To be called before the page is opened. @returns the moment, once there is one, also after a reload */
export async function watchPage(page: Page): Promise<(moment: Moment) => Promise<number>> {
	await page.addInitScript({ content: SCRIPT });
	return (moment) => {
		const look = () => page.evaluate<number | undefined>(`window.seen?.${moment}`).catch(() => undefined);
		return eventually(moment, look, (at) => at !== undefined, PATIENCE_MS).then(Number);
	};
}
