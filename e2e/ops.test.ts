import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { humanIdentity, parseRoomName } from '../functions/protocol/names.ts';
import { readTape } from '../functions/rooms/tape-file.ts';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { openDeafCaller } from './caller.ts';
import { eventually } from './eventually.ts';
import { viewRooms } from './greenroom.ts';
import { answerManyRooms, roomOf } from './many-rooms.ts';
import { type Operator, openOperator } from './operator.ts';

const greenroom = inject('greenroom');
const MANY = 5_000;

describe.skipIf(greenroom === null)('the page of operators', () => {
	if (greenroom === null) return;
	const { url, opsToken } = greenroom;
	const { client } = viewRooms(greenroom);
	let browser: TestBrowser;
	beforeAll(async () => {
		browser = await launchBrowser({ shell: true });
	});
	afterAll(() => browser.close());

	async function operate(): Promise<Operator> {
		const operator = await openOperator(browser, url);
		onTestFinished(() => operator.close());
		await operator.signIn(opsToken);
		return operator;
	}

	test('refuses a wrong token, takes the right one for this tab only, and forgets it', async () => {
		const operator = await openOperator(browser, url);
		onTestFinished(() => operator.close());
		const { page, signIn, says } = operator;
		const addresses: string[] = [];
		page.on('request', (request) => addresses.push(request.url()));
		await signIn('the token of another one');
		await says(page.getByRole('alert'), /refuses this token/);
		await signIn(opsToken);
		await says(page.getByRole('main'), /Stage e2e/);
		await page.reload();
		await says(page.getByRole('main'), /Stage e2e/);
		expect(addresses.filter((address) => address.includes(opsToken))).toEqual([]);
		const beside = await page.context().newPage();
		await beside.goto(page.url());
		await beside.getByLabel('Operator token').waitFor();
		await page.getByRole('button', { name: 'Sign out' }).click();
		await page.reload();
		await page.getByLabel('Operator token').waitFor();
	});

	test('shows a call that comes, counts its grace down, and ends it: its caller reads why', async () => {
		const { page, find, row, says } = await operate();
		const caller = await openDeafCaller(browser, url);
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.agentIs('speaking');
		const room = await caller.room();
		const { conversation = '' } = parseRoomName(room) ?? {};
		await find(conversation, 1);
		await says(row(), /Active.*1 person.*Agent · epoch 1/s);

		await row().click();
		const side = page.getByRole('region', { name: 'Room', exact: true });
		await says(side, /human-v_[^\n]*PA_/);
		const saving = page.waitForEvent('download');
		await side.getByRole('button', { name: 'Show the tape' }).click();
		await side.getByRole('button', { name: 'Download the tape' }).click();
		const { entries } = readTape(await readFile(await (await saving).path(), 'utf8'));
		expect(entries.length).toBeGreaterThan(2);

		await side.getByRole('button', { name: 'Close this call' }).click();
		const dialog = page.getByRole('dialog');
		await says(dialog, new RegExp(room));
		await dialog.getByRole('button', { name: 'Close the call' }).click();
		await caller.callIs('ended');
		await says(caller.page.getByRole('main'), /ended the call/);
		await says(side, /It was closed\.|is gone/);
		await find(conversation, 0);

		await caller.page.getByRole('button', { name: 'Start call' }).click();
		await caller.callIs('connected');
		const next = await caller.room();
		await find(conversation, 1);
		await caller.page.close();
		await client.removeParticipant(next, humanIdentity(conversation));
		const seconds = async () => Number(/Closes in (\d+) s/.exec(await row().innerText())?.[1] ?? 0);
		const first = await eventually('a grace', seconds, (left) => left > 0, 20_000);
		expect(first).toBeLessThanOrEqual(60);
		await eventually('a grace that runs out', seconds, (left) => left > 0 && left < first, 20_000);
	});

	test('collects what was left behind, and says before what it would do', async () => {
		const stray = `greenroom.e2e.v_stray_${Date.now()}.1794000000`;
		await client.createRoom({ name: stray });
		onTestFinished(() => client.deleteRoom(stray).catch(() => {}));
		const { page, find, row, says } = await operate();
		await find(stray, 1);
		await says(row(), /Not in the store.*Unknown/s);
		await says(page.getByRole('list', { name: 'Alerts' }), /left behind/);
		const panel = page.getByRole('region', { name: 'Collect' });
		await panel.getByRole('button', { name: 'What would be done?' }).click();
		await says(panel, new RegExp(`would be done[^]*Begin a record[^]*${stray}`));
		// A rehearsal leaves everything as it is.
		await says(row(), /Not in the store/);
		await panel.getByRole('button', { name: 'Do it' }).click();
		await says(panel, /\d things? done/);
		await says(row(), /Starting|Empty|Grace|Active/);
	});

	test('an API that goes away leaves what was known, and says how old that is', async () => {
		const { page, says } = await operate();
		const main = page.getByRole('main');
		await says(main, /\d+ rooms?\b/);
		await page.route('**/api/**', (route) => route.abort());
		await says(main, /The API does not answer\. This is what was known \d+ s ago\./);
		await says(main, /Stage e2e/);
		await page.unroute('**/api/**');
	});

	test('a LiveKit that is silent is unknown, and not empty', async () => {
		const operator = await openOperator(browser, url);
		onTestFinished(() => operator.close());
		const { page, signIn, says, row } = operator;
		const rooms = [roomOf(1)].map(({ listed: _, ...room }) => room);
		await page.route('**/api/livekit/rooms?*', (route) =>
			route.fulfill({ json: { at: Date.now(), livekit: false, truncated: false, rooms, total: 1 } }),
		);
		await signIn(opsToken);
		await says(page.getByRole('main'), /LiveKit does not answer: only the store speaks\./);
		await row().click();
		await says(page.getByRole('region', { name: 'Room', exact: true }), /LiveKit\s+does not answer: not known/);
	});

	test('5 000 rooms are drawn as far as they are seen, and the last one is one key away', async () => {
		const operator = await openOperator(browser, url);
		onTestFinished(() => operator.close());
		const { page, signIn, says } = operator;
		const asked = await answerManyRooms(page, MANY);
		await signIn(opsToken);
		const grid = page.getByRole('grid', { name: 'Rooms' });
		await page.getByRole('combobox', { name: 'Order' }).selectOption('name');
		await eventually(
			'all rooms',
			() => grid.getAttribute('aria-rowcount'),
			(count) => count === String(MANY + 1),
			20_000,
		);
		await grid.focus();
		await page.keyboard.press('End');
		await says(grid, /v_visitor_14999/);
		const nodes = await grid.evaluate((element) => element.querySelectorAll('*').length);
		expect(nodes).toBeLessThan(400);
		await page.keyboard.press('Home');
		await says(grid, /v_visitor_10000/);
		// Only those that somebody saw were looked at.
		await eventually(
			'looks',
			async () => asked.size,
			(size) => size > 0,
			10_000,
		);
		expect(asked.size).toBeLessThan(100);
	});
});
