import { createServer } from 'node:http';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TOKEN_HEADER } from '../../../functions/entry/development/door.ts';
import { breakWords } from '../../../web/development/break-words.ts';
import type { Break } from '../../../web/development/breaks.ts';
import { launchBrowser, type TestBrowser } from '../../browser.ts';
import { type Caller, openDeafCaller } from '../../caller.ts';
import { eventually } from '../../eventually.ts';
import { type Greenroom, lacks, startForTests } from '../../greenroom.ts';
import { TALK } from '../../words.ts';

/** Alone on a machine it takes a tenth of that. */
const WITHIN_MS = 300_000;
const PATIENCE_MS = 90_000;
const QUESTION = 'what is my name';
const ANSWER = 'Your name is Peter.';

// In their order: one call, in one browser.
describe.skipIf(lacks('chromium', 'livekit-server'))('the page of npm start', { timeout: WITHIN_MS }, () => {
	let greenroom: Greenroom;
	let browser: TestBrowser;
	let caller: Caller;
	beforeAll(async () => {
		[greenroom, browser] = await Promise.all([startForTests({ breakIt: true }), launchBrowser({ shell: true })]);
		caller = await openDeafCaller(browser, greenroom.url);
		await caller.startCall();
		await caller.agentIs('speaking');
	});
	afterAll(async () => {
		await browser?.close();
		await greenroom?.stop();
	});

	const panel = () => caller.page.getByRole('complementary', { name: 'Break it' });
	const button = (name: Break) => panel().getByRole('button', { name: breakWords[name].title });
	async function says(words: string): Promise<string> {
		const said = panel().getByText(words);
		await said.waitFor({ timeout: PATIENCE_MS });
		return said.innerText();
	}
	/** To the end: what is broken while an answer is being said takes it back. */
	const answersIn = (transcript: readonly string[]) =>
		transcript.filter((entry) => entry.includes(ANSWER) && !entry.includes('· speaking')).length;

	/** Whoever says it was told it, or has read what was said. */
	async function knowsTheName(after: string): Promise<void> {
		const before = answersIn(await caller.transcript());
		await caller.type(QUESTION);
		await eventually(`an answer after: ${after}`, caller.transcript, (now) => answersIn(now) > before, PATIENCE_MS);
	}

	test('breaks what it says, and after each the agent knows what was said before', async () => {
		await caller.type(TALK.name.asks);
		const shown = () => caller.glance.text('[role=log]');
		await eventually('a greeting by name', shown, (seen) => seen?.includes(TALK.name.says) === true, PATIENCE_MS);
		await button('webhooks').click();
		await says('Webhooks: 0 lost so far');
		for (const name of ['refresh', 'agent', 'worker', 'livekit', 'network'] as const) {
			await button(name).click();
			const said = await says(`${breakWords[name].title}: the agent can be talked to again after`);
			console.log(said);
			await knowsTheName(said);
		}
	});

	test('counts the webhooks that are lost', async () => {
		await button('webhooks').click();
		await says('Webhooks: 0 lost so far');
		await caller.page.reload();
		await caller.callIs('connected');
		await button('webhooks').waitFor();
		const page = await (await fetch(greenroom.url)).text();
		const token = /data-token="([^"]+)"/.exec(page)?.[1] ?? '';
		const lost = async () => {
			const headers = { [DEVELOPMENT_TOKEN_HEADER]: token };
			const answer = await fetch(new URL('/development/webhooks', greenroom.url), { headers });
			return ((await answer.json()) as { readonly lost: number }).lost;
		};
		await eventually('a webhook that is lost', lost, (count) => count > 0, PATIENCE_MS);
	});

	test('hides nothing of the page on a phone, has no fault that axe finds, and is folded by a key for good', async () => {
		const { page } = caller;
		await page.setViewportSize({ width: 320, height: 640 });
		const summary = panel().getByText('Break it', { exact: true });
		await button('agent').waitFor();
		const bottom = await page.locator('main').evaluate((element) => element.getBoundingClientRect().bottom);
		const top = await panel().evaluate((element) => element.getBoundingClientRect().top);
		expect(top).toBeGreaterThanOrEqual(Math.floor(bottom));
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
		for (const target of [summary, button('agent')])
			expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
		await page.evaluate(axe.source);
		const { violations } = (await page.evaluate(`axe.run({ include: ['aside'] })`)) as axe.AxeResults;
		expect(violations).toEqual([]);

		await summary.focus();
		await page.keyboard.press('Enter');
		await button('agent').waitFor({ state: 'hidden' });
		await page.reload();
		await summary.waitFor();
		expect(await button('agent').isVisible()).toBe(false);
		await summary.focus();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await says(`${breakWords.agent.title}: `);
	});

	test('is not for another website in the same browser', async () => {
		const elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>x</p>'));
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void elsewhere.close());
		const address = elsewhere.address();
		const { page } = await caller.visitor.openTabWithoutEar();
		await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
		const workers = () => greenroom.running.pids().get('worker');
		const worker = workers();
		const target = JSON.stringify(new URL('/development/worker', greenroom.url));
		const seen = await page.evaluate(`(async () => {
			const body = '{"room":null}';
			const outcome = (request) => request.then(({ type }) => type, (error) => error.name);
			const script = Object.assign(document.createElement('script'), { src: ${target}.replace('worker', 'break-it.js') });
			const loads = new Promise((resolve) => { script.onload = () => resolve('loaded'); script.onerror = () => resolve('refused'); });
			document.head.append(script);
			return Promise.all([
				outcome(fetch(${target}, { method: 'POST', mode: 'no-cors', body, credentials: 'include' })),
				outcome(fetch(${target}, { method: 'POST', body, headers: { '${DEVELOPMENT_TOKEN_HEADER}': 'x' } })),
				outcome(fetch(${JSON.stringify(greenroom.url)})),
				loads,
			]);
		})()`);
		expect(seen).toEqual(['TypeError', 'TypeError', 'TypeError', 'refused']);
		// Whatever a browser would let through, and what a page elsewhere cannot know.
		const token = /data-token="([^"]+)"/.exec(await (await fetch(greenroom.url)).text())?.[1] ?? '';
		const send = (headers: Record<string, string>) =>
			fetch(new URL('/development/worker', greenroom.url), { method: 'POST', body: '{"room":null}', headers });
		expect((await send({})).status).toBe(403);
		const foreign = await send({ origin: 'https://elsewhere.example', [DEVELOPMENT_TOKEN_HEADER]: token });
		expect([foreign.status, await foreign.json()]).toEqual([403, { outcome: 'foreign_origin' }]);
		expect(workers()).toBe(worker);
		// Control: with both it is another worker.
		expect((await send({ [DEVELOPMENT_TOKEN_HEADER]: token })).status).toBe(200);
		await eventually(
			'another worker',
			async () => workers(),
			(now) => now !== worker,
			PATIENCE_MS,
		);
	});
});
