import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from '../browser.ts';
import { type Caller, openCaller, openDeafCaller } from '../caller.ts';
import { viewRooms } from '../greenroom.ts';
import { expectToHear } from '../hearing/expect-to-hear.ts';
import { COUNT, TALK } from '../words.ts';
import { loseNetwork } from './lost-network.ts';
import { signalLineOf } from './signal-line.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

/** Longer than livekit-client tries by itself, and than livekit-server keeps somebody who has gone. */
const OFFLINE_MS = 60_000;
const ASLEEP_MS = 30_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(greenroom === null)('the call goes on', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	let browser: TestBrowser;
	/** Two that only wait, while the others do something. */
	let offline: Promise<Caller>;
	let asleep: Promise<{ caller: Caller; laptop: TestBrowser }>;

	const agentOf = async (caller: Caller) => (await rooms.agents(await caller.room())).map(({ identity }) => identity);
	const note = async (caller: Caller) => (await caller.glance.text('.line')) ?? '';
	async function called(open = openDeafCaller) {
		const caller = await open(browser, url);
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.greeted();
		return caller;
	}

	async function goOffline(): Promise<Caller> {
		const caller = await openCaller(browser, url);
		await caller.startCall();
		await caller.greeted();
		const giveBack = await loseNetwork(caller.page);
		const lost = Date.now();
		await expect.poll(() => note(caller)).toContain('This device is offline.');
		await caller.callIs('reconnecting');
		await caller.type(COUNT.four.asks);
		await wait(OFFLINE_MS - (Date.now() - lost));
		// Control: nothing got through.
		expect(await caller.glance.attribute('html', 'data-call')).toBe('reconnecting');
		expect((await caller.transcript()).join()).not.toContain(COUNT.four.says);
		await giveBack();
		return caller;
	}

	async function goToSleep() {
		const laptop = await launchBrowser();
		const caller = await openDeafCaller(laptop, url);
		await caller.startCall();
		await caller.greeted();
		const wakeUp = await laptop.sleep();
		await wait(ASLEEP_MS);
		wakeUp();
		return { caller, laptop };
	}

	beforeAll(async () => {
		browser = await launchBrowser();
		offline = goOffline();
		asleep = goToSleep();
		for (const one of [offline, asleep]) one.catch(() => {});
	});
	afterAll(() => browser.close());

	test('agent already there at join: it is seen at once, although no event tells of it', async () => {
		const caller = await called();
		const before = await agentOf(caller);
		await caller.page.goto('about:blank');
		await caller.startCall();
		await caller.agentIs('listening');
		expect(await agentOf(caller)).toEqual(before);
		await caller.type(COUNT.two.asks);
		await caller.shows(COUNT.two.says);
		await caller.endCall();
	});

	test('full reconnect: the agent is neither lost nor another one, and is heard to answer', async () => {
		const caller = await openCaller(browser, url);
		onTestFinished(() => caller.visitor.close());
		const line = await signalLineOf(caller.page);
		await caller.startCall();
		await caller.greeted();
		const before = await agentOf(caller);
		const states = await statesOf(caller);
		line.askToJoinAgain();
		await expect.poll(line.opened, { timeout: 10_000 }).toBe(2);
		await caller.callIs('connected');
		const after = await caller.type(COUNT.three.asks);
		await expectToHear(caller.ear, { ...COUNT.three, after, within: 12_000 });
		const seen = await states();
		// Control: it was watched, and was away.
		expect(seen.map(({ call }) => call)).toContain('reconnecting');
		for (const missing of ['waiting', 'late', 'lost', 'recovering', 'never'])
			expect(seen.map(({ agent }) => agent)).not.toContain(missing);
		expect(await agentOf(caller)).toEqual(before);
		await caller.endCall();
	});

	test('a resume: the line ends and is there again', async () => {
		const caller = await openDeafCaller(browser, url);
		onTestFinished(() => caller.visitor.close());
		const line = await signalLineOf(caller.page);
		await caller.startCall();
		await caller.greeted();
		const states = await statesOf(caller);
		await line.end();
		await expect.poll(line.opened, { timeout: 10_000 }).toBe(2);
		await caller.callIs('connected');
		await caller.type(COUNT.two.asks);
		await caller.shows(COUNT.two.says);
		expect((await states()).map(({ call }) => call)).toContain('reconnecting');
		await caller.endCall();
	});

	test('somebody who is removed is told so, is not brought back, and can come back', async () => {
		const caller = await called();
		const room = await caller.room();
		const people = async () => (await rooms.client.listParticipants(room)).filter(({ kind }) => Number(kind) === 0);
		const [person] = await people();
		await rooms.client.removeParticipant(room, person?.identity ?? '');
		await caller.callIs('failed');
		await caller.page.getByRole('alert').getByText('took you out of the call').waitFor();
		const agent = await rooms.agents(room);
		// A page that came back by itself would be in the room, or have been, within this time.
		const requests: string[] = [];
		caller.page.on('request', (request) => requests.push(request.url()));
		await wait(2_000);
		expect(requests).toEqual([]);
		expect(await people()).toEqual([]);
		await caller.page.getByRole('button', { name: 'Start call' }).click();
		await caller.callIs('connected');
		await caller.type(COUNT.two.asks);
		await caller.shows(COUNT.two.says);
		expect((await rooms.agents(room)).map(({ sid }) => sid)).toEqual(agent.map(({ sid }) => sid));
		await caller.endCall();
	});

	test('a laptop that slept: the page comes back by itself', async () => {
		const { caller, laptop } = await asleep;
		onTestFinished(() => laptop.close());
		await caller.type(COUNT.five.asks);
		await caller.shows(COUNT.five.says);
		await caller.callIs('connected');
		await caller.endCall();
	});

	test('60 s offline: the room is built again, and what was typed meanwhile is heard to be answered', async () => {
		const caller = await offline;
		onTestFinished(() => caller.visitor.close());
		const after = Date.now();
		await expectToHear(caller.ear, { ...COUNT.four, after, within: 20_000 });
		await caller.callIs('connected');
		expect(await note(caller)).toBe('');
		const asked = await caller.type(TALK.name.asks);
		await expectToHear(caller.ear, { ...TALK.name, after: asked, within: 12_000 });
		await caller.endCall();
	}, 120_000);
});

/** Everything that `<html data-call data-agent>` says from now on. */
async function statesOf({ page }: Caller): Promise<() => Promise<{ call?: string; agent?: string }[]>> {
	const seen = await page.evaluateHandle(() => {
		const states: { call?: string; agent?: string }[] = [];
		new MutationObserver(() => states.push({ ...document.documentElement.dataset })).observe(document.documentElement, {
			attributes: true,
		});
		return states;
	});
	return () => seen.jsonValue();
}
