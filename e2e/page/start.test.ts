import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { type Caller, conversationOf } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';
import { capturesOf } from './captures.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';
const PATIENCE = 20_000;
const TOKEN = '/api/livekit/token';
const HANG_UP = '/api/livekit/delete-room';

const button = ({ page }: Pick<Caller, 'page'>, name: string) => page.getByRole('button', { name, exact: true });

/** Counts what a page asks for. */
function requestsOf(page: Page): (path: string) => number {
	const asked: string[] = [];
	page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	return (path) => asked.filter((one) => one === path).length;
}

/** Keeps requests to a door until they are let through. */
async function hold(page: Page, path: string): Promise<() => Promise<void>> {
	let open = () => {};
	const held = new Promise<void>((resolve) => {
		open = resolve;
	});
	await page.route(`**${path}`, async (route) => {
		await held;
		await route.continue().catch(() => {});
	});
	return async () => open();
}

describe.skipIf(greenroom === null)('Start', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	const { visit } = takeVisits({ shell: true });

	async function open() {
		const caller = await visit(url);
		const captures = await capturesOf(caller.page);
		const requests = requestsOf(caller.page);
		await caller.page.goto(url);
		return { caller, captures, requests };
	}

	test('double Start: two clicks in a row, and Enter with a click, are one call each', async () => {
		const { caller, requests, captures } = await open();
		const place = await button(caller, 'Start call').boundingBox();
		if (place === null) throw new Error('there is no Start');
		await caller.page.mouse.dblclick(place.x + place.width / 2, place.y + place.height / 2);
		await caller.callIs('connected');
		expect([requests(TOKEN), await captures.asked()]).toEqual([1, 1]);
		await caller.endCall();

		await button(caller, 'Start call').focus();
		await Promise.all([
			caller.page.keyboard.press('Enter'),
			caller.page.evaluate(() =>
				[...document.querySelectorAll('button')].find((one) => one.textContent === 'Start call')?.click(),
			),
		]);
		await caller.callIs('connected');
		expect([requests(TOKEN), await captures.asked()]).toEqual([2, 2]);
		await caller.endCall();
		expect(caller.problems).toEqual([]);
	});

	test('and End while it connects: the microphone stops at once, and nothing stays open', async () => {
		const { caller, captures } = await open();
		const letThrough = await hold(caller.page, TOKEN);
		await button(caller, 'Start call').click();
		await expect.poll(captures.live, { timeout: PATIENCE }).toBe(1);
		await caller.endCall();
		await expect.poll(captures.live, { timeout: PATIENCE }).toBe(0);
		const closed = caller.page.waitForResponse((response) => response.url().endsWith(HANG_UP));
		await letThrough();
		expect((await closed).ok()).toBe(true);
		expect(await conversationOf(caller)).toMatchObject({ room: null });
		await caller.callIs('ended');
	});

	test('while the end before is on its way waits for it, and is another call', async () => {
		const { caller, requests } = await open();
		await button(caller, 'Start call').click();
		await caller.callIs('connected');
		const room = await caller.room();
		const letThrough = await hold(caller.page, HANG_UP);
		await caller.endCall();
		await button(caller, 'Start call').click();
		await expect.poll(() => requests(HANG_UP), { timeout: PATIENCE }).toBe(1);
		await caller.callIs('starting');
		expect(requests(TOKEN)).toBe(1);
		await letThrough();
		await caller.callIs('connected');
		expect(await caller.room()).not.toBe(room);
		await eventually('open rooms', rooms.rooms, (names) => !names.includes(room), PATIENCE);
		await caller.callIs('connected');
		await caller.endCall();
	});

	test('by Type only asks for no microphone, also after a reload, and the toggle does', async () => {
		const { caller, captures } = await open();
		await button(caller, 'Type only').click();
		const plays = () => caller.page.evaluate(() => [...document.querySelectorAll('audio')].some((one) => !one.paused));
		await expect.poll(plays, { timeout: PATIENCE }).toBe(true);
		await caller.type('count to two');
		await caller.shows('One, two.');
		expect(await captures.asked()).toBe(0);
		await caller.page.reload();
		await caller.callIs('connected');
		await expect.poll(() => caller.glance.text('.controls'), { timeout: PATIENCE }).toContain('Tap to hear');
		expect(await captures.asked()).toBe(0);
		const microphone = button(caller, 'Microphone');
		expect(await microphone.getAttribute('aria-pressed')).toBe('false');
		await microphone.click();
		await expect.poll(() => microphone.getAttribute('aria-pressed'), { timeout: PATIENCE }).toBe('true');
		expect(await captures.live()).toBe(1);
		await caller.endCall();
		await expect.poll(captures.live, { timeout: PATIENCE }).toBe(0);
		expect(caller.problems).toEqual([]);
	});
});
