import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { readAddress } from '../web/simulator/address/address.ts';
import { playScene } from '../web/simulator/play/play-scene.ts';
import { isBug } from '../web/simulator/scene/scene.ts';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { eventually } from './eventually.ts';

const greenroom = inject('greenroom');
const url = `${greenroom?.url ?? ''}/simulator/`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const KEPT = 'All 12 promises are kept in this history.';

/** Of the history that an address means, as Node plays it. */
const digestOnNode = async (hash: string) => (await playScene(readAddress(hash, isBug).address)).digest;

async function violations(page: Page): Promise<readonly string[]> {
	await page.evaluate(`typeof axe === 'undefined' && (() => { ${axe} })()`);
	const ids = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;
	return page.evaluate<readonly string[]>(ids);
}

describe.skipIf(greenroom === null)('the simulator in a browser', () => {
	let browser: TestBrowser;
	beforeAll(async () => {
		browser = await launchBrowser({ shell: true });
	});
	afterAll(() => browser.close());

	async function open(hash: string) {
		const visitor = await browser.visitor();
		onTestFinished(() => visitor.close());
		const { page, problems } = await visitor.openTabWithoutEar();
		const asked: string[] = [];
		page.on('request', (request) => asked.push(new URL(request.url()).pathname));
		await page.goto(url + hash);
		const digest = () => page.locator('.digest').textContent();
		const hashNow = () => new URL(page.url()).hash;
		await page.getByRole('button', { name: 'Play' }).waitFor();
		return { page, problems, asked, digest, hashNow };
	}

	test('plays a seed as Node plays it, and asks no server', async () => {
		const { page, problems, asked, digest, hashNow } = await open('#seed=7');
		expect(await digest()).toBe(await digestOnNode('#seed=7'));
		await page.getByText(KEPT).waitFor();

		const moment = page.getByRole('slider', { name: 'Moment' });
		await page.getByLabel('Speed').selectOption('100 times');
		await page.getByRole('button', { name: 'Play' }).press('Space');
		await eventually(
			'time passes',
			() => moment.inputValue(),
			(at) => Number(at) > 20_000,
			10_000,
		);
		await page.getByRole('button', { name: 'Pause' }).press('Space');
		expect(hashNow()).toMatch(/^#seed=7&at=\d+$/);
		const paused = await moment.inputValue();
		await moment.press('ArrowRight');
		expect(Number(await moment.inputValue())).toBeGreaterThan(Number(paused));
		expect(asked.filter((path) => path.startsWith('/api'))).toEqual([]);
		expect(problems).toEqual([]);
	});

	test('puts a fault in where it is clicked, and its address means the same history to whoever opens it', async () => {
		const { page, problems, digest, hashNow } = await open('#at=20000');
		const before = await digest();
		await page.getByRole('button', { name: 'Kill the agent' }).click();
		await page.getByText('0:20.0 an agent is killed').waitFor();
		expect(hashNow()).toBe('#fault=20000.kill_agent.0&at=20000');
		const after = await digest();
		expect(after).not.toBe(before);
		expect(after).toBe(await digestOnNode(hashNow()));

		await page.goto('about:blank');
		await page.goBack();
		await page.getByText('0:20.0 an agent is killed').waitFor();
		expect(await digest()).toBe(after);

		await page.getByRole('button', { name: /^Take out/ }).click();
		await eventually('the history is as before', digest, (now) => now === before, 10_000);
		expect(hashNow()).toBe('#at=20000');
		expect(problems).toEqual([]);
	});

	test('shows which promise a bug breaks, and where', async () => {
		const { page, problems } = await open('#bug=grace_is_too_long');
		await page.getByText('1 of 12 promises are broken in this history.').waitFor();
		await page.getByText('the room of visitor 1 lives, and nobody is in it').waitFor();
		await page.getByRole('button', { name: 'Broken at 1:36.3' }).click();
		await page.getByText('Moment 1:36.3').waitFor();

		// Control: the same without the bug.
		await page.getByLabel('A bug in Greenroom').selectOption('none');
		await page.getByText(KEPT).waitFor();
		expect(problems).toEqual([]);
	});

	test('is for everybody: axe finds nothing, nothing is cut off on a phone', async () => {
		const { page } = await open('#seed=7&bug=grace_is_too_long&fault=50000.kill_worker.0&at=60000');
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			expect(await violations(page), colorScheme).toEqual([]);
		}
		await page.setViewportSize({ width: 320, height: 640 });
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

		// Control: a name is missing.
		await page.getByRole('button', { name: 'Play' }).evaluate((button) => button.replaceChildren());
		expect((await violations(page)).join()).toContain('button-name');
	});
});
