import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { openCaller } from './caller.ts';
import { lacks, viewRooms } from './greenroom.ts';
import { expectToHear, MisheardError } from './hearing/expect-to-hear.ts';
import { COUNTS, GREETING, WELCOME_BACK } from './words.ts';

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
		for (const [question, says] of [
			['count to three', COUNTS[1]],
			['count to four', COUNTS[2]],
		] as const) {
			const after = await caller.type(question);
			await expectToHear(ear, { says, ratherThan: COUNTS.filter((other) => other !== says), after, within: 10_000 });
		}
		expect(await caller.transcript()).toEqual([
			expect.stringContaining(GREETING),
			expect.stringContaining('count to three'),
			expect.stringContaining(COUNTS[1]),
			expect.stringContaining('count to four'),
			expect.stringContaining(COUNTS[2]),
		]);
		expect(problems).toEqual([]);
		await caller.endCall();
	});

	test('control: a muted agent is not heard, although the page shows every word', async () => {
		const { caller } = await call();
		await caller.greeted();
		const room = await caller.room();
		const rooms = viewRooms(greenroom);
		const [agent] = await rooms.agents(room);
		const [track] = agent?.tracks ?? [];
		if (agent === undefined || track === undefined) throw new Error('no agent with a track');
		await rooms.client.mutePublishedTrack(room, agent.identity, track.sid, true);
		const after = await caller.type('count to three');
		await expect.poll(async () => (await caller.transcript()).join(), { timeout: 10_000 }).toContain(COUNTS[1]);
		await caller.ear.silence({ after, for: 3_000, within: 4_000 });
		await expect(expectToHear(caller.ear, { says: COUNTS[1], after, within: 4_000 })).rejects.toThrow(MisheardError);
		await caller.endCall();
	});

	test('control: another sentence than the expected one is told from it', async () => {
		const { caller } = await call();
		await caller.greeted();
		const after = await caller.type('count to three');
		const wrong = expectToHear(caller.ear, { says: COUNTS[2], ratherThan: [COUNTS[1]], after, within: 5_000 });
		await expect(wrong).rejects.toThrow(MisheardError);
		await caller.endCall();
	});

	test('typing interrupts the agent', async () => {
		const { caller } = await call();
		await caller.greeted();
		await caller.type('count to thirty');
		await caller.agentIs('speaking');
		await expect.poll(async () => (await caller.transcript()).join(), { timeout: 10_000 }).toContain('Six');
		const after = await caller.type('count to two');
		await expectToHear(caller.ear, { says: COUNTS[0], ratherThan: COUNTS.slice(1), after: after + 200, within: 8_000 });
		expect((await caller.transcript()).join()).not.toContain('thirty.');
		await caller.endCall();
	});
});

test.skipIf(!lacks('chromium', 'livekit-server'))('a machine without Chromium or livekit-server', () => {
	expect(greenroom).toBeNull();
});
