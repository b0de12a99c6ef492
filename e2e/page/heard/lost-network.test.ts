import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from '../../browser.ts';
import { type Caller, openCaller } from '../../caller.ts';
import { eventually } from '../../eventually.ts';
import { viewRooms } from '../../greenroom.ts';
import { expectToHear } from '../../hearing/expect-to-hear.ts';
import { COUNT, TALK } from '../../words.ts';
import { loseNetwork } from '../lost-network.ts';
import { signalLineOf } from '../signal-line.ts';
import { statesOf } from '../states.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

/** Longer than livekit-client tries by itself, and than livekit-server keeps somebody who has gone. */
const OFFLINE_MS = 60_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(greenroom === null)('the call goes on', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	let browser: TestBrowser;
	/** Who only waits, while the others do something. */
	let offline: Promise<{ caller: Caller; backAt: number }>;

	const agentOf = async (caller: Caller) => (await rooms.agents(await caller.room())).map(({ identity }) => identity);
	const note = async (caller: Caller) => (await caller.glance.text('.line')) ?? '';
	async function met(caller: Caller): Promise<Caller> {
		await caller.startCall();
		await caller.agentIs('speaking');
		return caller;
	}

	async function goOffline() {
		const caller = await openCaller(browser, url);
		const line = await signalLineOf(caller.page);
		await met(caller);
		const giveBack = await loseNetwork(caller.page, line);
		const lost = Date.now();
		await eventually(
			'word of it',
			() => note(caller),
			(said) => said.includes('This device is offline.'),
			5_000,
		);
		await caller.callIs('reconnecting');
		await caller.type(COUNT.four.asks);
		await wait(OFFLINE_MS - (Date.now() - lost));
		// Control: nothing got through.
		expect(await caller.glance.attribute('html', 'data-call')).toBe('reconnecting');
		expect((await caller.transcript()).join()).not.toContain(COUNT.four.says);
		const backAt = Date.now();
		await giveBack();
		return { caller, backAt };
	}

	beforeAll(async () => {
		browser = await launchBrowser();
		offline = goOffline();
		offline.catch(() => {});
	});
	afterAll(() => browser.close());

	test('full reconnect: the agent is neither lost nor another one, and is heard to answer', async () => {
		const caller = await openCaller(browser, url);
		onTestFinished(() => caller.visitor.close());
		const line = await signalLineOf(caller.page);
		await met(caller);
		const before = await agentOf(caller);
		const states = await statesOf(caller);
		await line.askToJoinAgain();
		await expect.poll(line.opened).toBe(2);
		await caller.callIs('connected');
		// Of the first second of a stream a word may be lost.
		await caller.type(TALK.name.asks);
		await caller.shows(TALK.name.says);
		await caller.agentIs('listening');
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

	test('60 s offline: the room is built again, and what was typed meanwhile is heard to be answered', async () => {
		const { caller, backAt } = await offline;
		onTestFinished(() => caller.visitor.close());
		await expectToHear(caller.ear, { ...COUNT.four, after: backAt, within: 20_000 });
		await caller.callIs('connected');
		expect(await note(caller)).toBe('');
		const asked = await caller.type(TALK.name.asks);
		await expectToHear(caller.ear, { ...TALK.name, after: asked, within: 12_000 });
		await caller.endCall();
	}, 120_000);
});
