import type { Page } from 'playwright-core';

/**
 * Looks at a page without touching it. Playwright asks with `userGesture: true`, so that every locator, be it only
 * `isVisible()` or `title()`, counts as a click and lifts the autoplay block: after a reload a page that is mute for
 * people would be heard. This asks without.
 *
 * @example await expect.poll(() => glance.attribute('html', 'data-agent')).toBe('listening');
 */
export interface Glance {
	/** Text of the first element that a CSS selector finds; `null` without one, or while the page is loading. */
	text(selector: string): Promise<string | null>;
	/** Value of its attribute. */
	attribute(selector: string, name: string): Promise<string | null>;
	/** Whether the page was clicked, typed into, or touched by one of Playwright's locators since it was loaded. */
	wasTouched(): Promise<boolean>;
}

export async function glanceAt(page: Page): Promise<Glance> {
	const session = await page.context().newCDPSession(page);

	async function look(expression: string): Promise<unknown> {
		try {
			const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
			return result.value;
		} catch (error) {
			// Between two documents there is nothing to see.
			if (error instanceof Error && /context|navigat/i.test(error.message)) return null;
			throw error;
		}
	}

	const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
	const element = (selector: string) => `document.querySelector(${JSON.stringify(selector)})`;
	return {
		text: async (selector) => textOrNull(await look(`${element(selector)}?.textContent`)),
		attribute: async (selector, name) =>
			textOrNull(await look(`${element(selector)}?.getAttribute(${JSON.stringify(name)})`)),
		wasTouched: async () => (await look('navigator.userActivation.hasBeenActive')) === true,
	};
}
