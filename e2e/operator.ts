/**
 * Somebody who operates a Greenroom, at the page for it.
 *
 * @module
 */
import type { Locator, Page } from 'playwright-core';
import type { TestBrowser } from './browser.ts';
import { eventually } from './eventually.ts';

const PATIENCE = 20_000;

export interface Operator {
	readonly page: Page;
	signIn(token: string): Promise<void>;
	/** Shows only rooms with this in their names; resolves when as many of them are shown. */
	find(text: string, many: number): Promise<void>;
	/** The only room that is shown. */
	row(): Locator;
	/** Waits until something on the page says so. */
	says(where: Locator, words: RegExp): Promise<string>;
	close(): Promise<void>;
}

export async function openOperator(browser: TestBrowser, url: string): Promise<Operator> {
	const visitor = await browser.visitor();
	const { page } = await visitor.openTabWithoutEar();
	await page.goto(new URL('/ops', url).href);
	const grid = page.getByRole('grid', { name: 'Rooms' });
	const row = () => grid.getByRole('row').nth(1);
	return {
		page,
		row,
		async signIn(token) {
			await page.getByLabel('Operator token').fill(token);
			await page.keyboard.press('Enter');
		},
		async find(text, many) {
			await page.getByRole('searchbox', { name: 'Find' }).fill(text);
			await eventually(
				`${many} rooms with ${text}`,
				() => grid.getAttribute('aria-rowcount'),
				(count) => count === String(many + 1),
				PATIENCE,
			);
		},
		says: async (where, words) => {
			const said = await eventually(
				String(words),
				() => where.allInnerTexts(),
				(all) => words.test(all.join(' ')),
				PATIENCE,
			);
			return said.join(' ');
		},
		close: () => visitor.close(),
	};
}
