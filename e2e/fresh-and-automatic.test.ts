import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { callerIn, openDeafCaller } from './caller.ts';
import { eventually } from './eventually.ts';
import { type Greenroom, isAlive, lacks, processOfJob, startForTests, viewRooms } from './greenroom.ts';

/** Sooner than LiveKit notices by itself that a tab has gone. */
const SOON = 10_000;

describe.skipIf(lacks('chromium', 'livekit-server'))('with a fresh room for each load, and automatic dispatch', () => {
	let greenroom: Greenroom;
	let browser: TestBrowser;
	beforeAll(async () => {
		const variables = { ROOM_LIFECYCLE: 'fresh', AGENT_DISPATCH: 'automatic' };
		[greenroom, browser] = await Promise.all([startForTests({ variables }), launchBrowser()]);
	});
	afterAll(async () => {
		await browser.close();
		await greenroom.stop();
	});

	test('a reload ends the call, and the next one has a room and an agent of its own', async () => {
		const rooms = viewRooms(greenroom);
		const caller = await openDeafCaller(browser, greenroom.url);
		onTestFinished(() => caller.visitor.close());
		async function start() {
			await caller.startCall();
			await caller.agentIs('speaking');
			const room = await caller.room();
			const [agent] = await rooms.agents(room);
			return { room, job: await processOfJob(greenroom, agent?.identity ?? '') };
		}
		async function gone({ room, job }: Awaited<ReturnType<typeof start>>): Promise<void> {
			await eventually('the room is open', rooms.rooms, (open) => !open.includes(room), SOON);
			await eventually(
				'the process is alive',
				async () => isAlive(job),
				(alive) => !alive,
				SOON,
			);
		}

		const first = await start();
		await caller.page.reload();
		await caller.callIs('idle');
		await gone(first);
		const second = await start();
		expect(second.room).not.toBe(first.room);
		expect(second.job).not.toBe(first.job);

		// Another tab is another call. It ends the one that this visitor is in, but not before it is told to.
		const tab = callerIn(
			caller.visitor,
			{ ...(await caller.visitor.openTabWithoutEar()), ear: caller.ear },
			greenroom.url,
		);
		await tab.page.goto(greenroom.url);
		await tab.callIs('moved');
		expect(await rooms.rooms()).toContain(second.room);
		await tab.page.getByRole('button', { name: 'Move it here' }).click();
		await tab.agentIs('speaking');
		await caller.callIs('moved');
		await gone(second);
		const room = await tab.room();
		await tab.page.close();
		await eventually('the room is open', rooms.rooms, (open) => !open.includes(room), SOON);
	});
});
