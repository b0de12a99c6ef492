import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { openCaller } from './caller.ts';
import { lacks, viewRooms } from './greenroom.ts';
import { expectToHear, MisheardError } from './hearing/expect-to-hear.ts';
import { COUNT, GREETING, WELCOME_BACK } from './words.ts';

const greenroom = inject('greenroom');

describe.skipIf(greenroom === null)('a first call', () => {
	if (greenroom === null) return;
	let browser: TestBrowser;
	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(() => browser.close());

	async function call() {
		const caller = await openCaller(browser, greenroom?.url ?? '');
		onTestFinished(() => caller.visitor.close());
		const clicked = await caller.startCall();
		return { caller, clicked };
	}

	test('the caller hears the greeting, and then the answer to what they type', async () => {
		const { caller, clicked } = await call();
		const { ear, problems } = caller;
		const greeting = await expectToHear(ear, {
			says: GREETING,
			ratherThan: [WELCOME_BACK],
			after: clicked,
			within: 15_000,
		});
		// Energy over time: silence after the words, then the next ones.
		await ear.silence({ after: greeting.endedAt + 100, for: 500, within: 3_000 });
		const after = await caller.type(COUNT.three.asks);
		await expectToHear(ear, { ...COUNT.three, after, within: 10_000 });
		expect(await caller.transcript()).toEqual([
			expect.stringContaining(GREETING),
			expect.stringContaining(COUNT.three.asks),
			expect.stringContaining(COUNT.three.says),
		]);
		expect(problems).toEqual([]);
		// Control: another sentence than the one that was heard is told from it.
		const wrong = expectToHear(ear, { ...COUNT.five, after, within: 3_000 });
		await expect(wrong).rejects.toThrow(MisheardError);
		await caller.endCall();
	});

	test('control: a muted agent is not heard, although the page shows every word', async () => {
		const { caller } = await call();
		await caller.agentIs('speaking');
		const room = await caller.room();
		const rooms = viewRooms(greenroom);
		const [agent] = await rooms.agents(room);
		const [track] = agent?.tracks ?? [];
		if (agent === undefined || track === undefined) throw new Error('no agent with a track');
		await rooms.client.mutePublishedTrack(room, agent.identity, track.sid, true);
		await caller.ear.silence({ after: Date.now(), for: 300, within: 3_000 });
		const after = await caller.type(COUNT.three.asks);
		await caller.shows(COUNT.three.says);
		await caller.ear.silence({ after, for: 2_500, within: 2_500 });
		await expect(expectToHear(caller.ear, { ...COUNT.three, after, within: 2_500 })).rejects.toThrow(MisheardError);
		await caller.endCall();
	});

	test('typing interrupts the agent', async () => {
		const { caller } = await call();
		await caller.agentIs('speaking');
		await caller.type('count to thirty');
		await caller.shows('Six');
		const after = await caller.type(COUNT.two.asks);
		await expectToHear(caller.ear, { ...COUNT.two, after: after + 200, within: 8_000 });
		expect((await caller.transcript()).join()).not.toContain('thirty.');
		await caller.endCall();
	});
});

test('only a machine without Chromium or livekit-server has no call', () => {
	expect(greenroom === null).toBe(lacks('chromium', 'livekit-server'));
});
