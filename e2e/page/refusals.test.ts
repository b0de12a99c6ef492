import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { ProblemCode } from '../../functions/protocol/problem.ts';
import { launchBrowser, type TestBrowser } from '../browser.ts';
import { type Caller, openDeafCaller } from '../caller.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

/** How the API refuses a token, and what the page says of it. */
const refusals: readonly (readonly [status: number, code: ProblemCode, words: string])[] = [
	[401, 'unauthorized', 'does not know you any more'],
	[403, 'forbidden_origin', 'takes no calls from a page at this address'],
	[404, 'not_found', 'does not know this call any more'],
	[429, 'too_many_calls', 'All lines are busy.'],
	[429, 'too_many_requests', 'That was asked too often.'],
	[500, 'internal_error', 'Something went wrong in the service.'],
	[503, 'store_unavailable', 'cannot take calls for the moment'],
];

describe.skipIf(greenroom === null)('a token that is refused', () => {
	let browser: TestBrowser;
	let caller: Caller;
	beforeAll(async () => {
		browser = await launchBrowser({ shell: true });
		caller = await openDeafCaller(browser, url);
		await caller.page.goto(url);
	});
	afterAll(() => browser.close());

	const start = () => caller.page.getByRole('button', { name: 'Start call' });
	const alert = () => caller.page.getByRole('alert');
	/** From now on the API answers so, until the test is over. */
	async function answer(status: number, code: ProblemCode, headers: Record<string, string> = {}): Promise<void> {
		const json = { type: 'about:blank', title: 'No', status, code, detail: 'In the words of the API.' };
		await caller.page.route('**/api/livekit/token', (route) => route.fulfill({ status, json, headers }));
		onTestFinished(() => caller.page.unroute('**/api/livekit/token'));
	}

	test.for(refusals)('%i %s is said in words of its own, with a button to go on', async ([status, code, words]) => {
		await answer(status, code);
		await start().click();
		await alert().getByText(words).waitFor();
		await caller.callIs('failed');
		expect(await start().getAttribute('aria-disabled')).not.toBe('true');
	});

	test('with Retry-After is counted down, and the button comes back by itself', async () => {
		await answer(429, 'too_many_calls', { 'retry-after': '4' });
		await start().click();
		await alert().getByText('when the time on the button is up').waitFor();
		const shown = new Set<string>();
		await expect
			.poll(
				async () => {
					shown.add((await start().textContent()) ?? '');
					return start().getAttribute('aria-disabled');
				},
				{ timeout: 10_000 },
			)
			.not.toBe('true');
		// Control: it was counted, and not only waited for.
		expect(shown.size).toBeGreaterThan(2);
		expect(await caller.glance.attribute('html', 'data-call')).toBe('failed');
	});

	test('is no more so when the service takes the call', async () => {
		await start().click();
		await caller.callIs('connected');
		expect(await alert().count()).toBe(0);
	});

	test('in a call that has lost its room is told too, and the call goes on when it passes', async () => {
		await caller.page.route('**/api/livekit/token', (route) =>
			route.fulfill({ status: 503, json: { code: 'store_unavailable' }, headers: { 'retry-after': '3' } }),
		);
		await caller.page.reload();
		await caller.callIs('reconnecting');
		await expect
			.poll(() => caller.glance.text('.line'), { timeout: 10_000 })
			.toContain('cannot take calls for the moment');
		await caller.page.unroute('**/api/livekit/token');
		await caller.callIs('connected');
		await caller.endCall();
	});
});
