import { describe, expect, inject, test } from 'vitest';
import { type Caller, conversationOf, deafCallerIn } from '../caller.ts';
import { takeVisits } from '../visits.ts';
import { GREETING } from '../words.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

const button = ({ page }: Pick<Caller, 'page'>, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(greenroom === null)('Forget everything', () => {
	const { visit } = takeVisits({ shell: true });

	test('says what is lost and that it failed; then the page, the API and the next agent know nothing', async () => {
		const caller = await visit(url);
		const { page, glance } = caller;
		await caller.startCall();
		await caller.type('my name is Peter');
		// Of an answer that End cuts off, only what was heard is kept.
		await page.locator('[data-role=agent][data-state=committed]', { hasText: 'Nice to meet you, Peter.' }).waitFor();
		await caller.endCall();
		const tab = await deafCallerIn(caller.visitor, url);
		await tab.page.goto(url);
		await tab.shows('Nice to meet you, Peter.');
		// Whoever can be asked to forget is told of it too.
		await button(tab, 'Forget everything').waitFor();

		await button(caller, 'Forget everything').click();
		const dialog = page.getByRole('dialog', { name: 'Forget everything?' });
		await dialog.waitFor();
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Forget everything');

		await page.route('**/api/conversation', (route) => route.abort());
		await button(caller, 'Forget everything').click();
		await button(caller, 'Forget it all').click();
		await dialog.getByRole('alert').waitFor();
		expect((await caller.transcript()).join()).toContain('Peter');
		await page.unroute('**/api/conversation');
		await button(caller, 'Forget it all').click();
		await dialog.waitFor({ state: 'detached' });
		await caller.callIs('idle');
		expect(await glance.text('[role=log]')).toBeNull();
		await tab.page.getByRole('log').waitFor({ state: 'detached' });
		await tab.page.close();
		await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Start call');
		expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Peter');
		// The room of the call before is still to be looked for.
		const { room, turns, phase } = await conversationOf(caller);
		expect([room, turns, ['closing', 'empty'].includes(phase)]).toEqual([null, [], true]);

		await page.reload();
		await caller.callIs('idle');
		await button(caller, 'Start call').click();
		await caller.shows(GREETING.slice(0, 20));
		expect((await caller.transcript()).join()).not.toContain('Peter');
		await caller.endCall();
	});
});
