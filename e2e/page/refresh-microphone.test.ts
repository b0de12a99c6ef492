import { describe, expect, inject, test } from 'vitest';
import type { VisitorOptions } from '../browser.ts';
import type { Caller } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';
import { capturesOf } from './captures.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';
const PATIENCE = 20_000;

const button = ({ page }: Pick<Caller, 'page'>, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(greenroom === null)('lost refresh', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	const { visit } = takeVisits();

	async function open(options?: VisitorOptions) {
		const caller = await visit(url, options);
		const captures = await capturesOf(caller.page);
		await caller.page.goto(url);
		return { caller, captures };
	}

	async function callOf(caller: Caller) {
		const room = await caller.room();
		return { room, agents: (await rooms.agents(room)).map(({ sid }) => sid) };
	}

	test('while it connects: it goes on connecting', async () => {
		const { caller } = await open();
		let lost = () => {};
		const asked = new Promise<void>((resolve) => {
			lost = resolve;
		});
		// The first request is never answered; one that is given up would be a call that has failed.
		await caller.page.route('**/api/livekit/token', () => lost(), { times: 1 });
		await button(caller, 'Start call').click();
		await asked;
		await caller.page.reload();
		await caller.callIs('connected');
		await caller.endCall();
	});

	test('twice in a row, frozen, and brought back from the cache: it is the same call with a live microphone', async () => {
		const { caller, captures } = await open();
		await button(caller, 'Start call').click();
		await caller.agentIs('speaking');
		const before = await callOf(caller);
		const loading = caller.page.waitForEvent('framenavigated');
		await caller.page.evaluate(() => location.reload());
		// The first one has come as far as its document: Playwright's own reload must not be what stops it.
		await loading;
		await caller.page.reload();
		await caller.callIs('connected');
		await expect.poll(captures.live, { timeout: PATIENCE }).toBe(1);
		expect(await callOf(caller)).toEqual(before);

		await caller.page.evaluate(() => document.dispatchEvent(new Event('freeze', { bubbles: true })));
		await caller.type('count to two');
		await caller.shows('One, two.');
		expect(await captures.live()).toBe(1);
		await caller.callIs('connected');

		const loaded = caller.page.waitForEvent('load');
		await caller.page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
		await loaded;
		await caller.callIs('connected');
		await expect.poll(captures.live, { timeout: PATIENCE }).toBe(1);
		expect(await callOf(caller)).toEqual(before);
		await caller.endCall();
		expect(caller.problems).toEqual([]);
	});

	test('while it ends: it has ended', async () => {
		const { caller } = await open();
		await button(caller, 'Start call').click();
		await caller.callIs('connected');
		const room = await caller.room();
		await button(caller, 'End call').click();
		await caller.page.reload();
		await caller.callIs('idle');
		await eventually('open rooms', rooms.rooms, (names) => !names.includes(room), PATIENCE);
		await caller.callIs('idle');
	});

	test('where the browser asks each time: it does not ask by itself, sound needs one tap, and the toggle asks', async () => {
		const { caller, captures } = await open({ microphone: 'prompt' });
		await button(caller, 'Start call').click();
		await caller.callIs('connected');
		expect(await captures.asked()).toBe(1);
		await caller.page.reload();
		await caller.callIs('connected');
		await expect.poll(() => caller.glance.text('.controls'), { timeout: PATIENCE }).toContain('Tap to hear');
		expect(await captures.asked()).toBe(0);
		// On a busy machine the browser was seen to allow sound by itself before anybody could tap.
		await button(caller, 'Tap to hear')
			.click({ timeout: 5_000 })
			.catch(() => undefined);
		await expect.poll(() => caller.glance.text('.controls'), { timeout: PATIENCE }).not.toContain('Tap to hear');
		const plays = () => caller.page.evaluate(() => [...document.querySelectorAll('audio')].some((one) => !one.paused));
		await expect.poll(plays, { timeout: PATIENCE }).toBe(true);
		expect(await captures.asked()).toBe(0);
		await button(caller, 'Microphone').click();
		await expect.poll(captures.asked, { timeout: PATIENCE }).toBe(1);
		await caller.endCall();
	});
});
