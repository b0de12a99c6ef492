import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { openCaller, openDeafCaller } from './caller.ts';
import { type Greenroom, isAlive, lacks, processOfJob, readLogs, startForTests, viewRooms } from './greenroom.ts';
import { expectToHear } from './hearing/expect-to-hear.ts';
import { GREETING, WELCOME_BACK } from './words.ts';

const GRACE_SECONDS = 3;
/** LiveKit notices a tab that said nothing after 20 to 22 s. */
const UNNOTICED = 25_000;

describe.skipIf(lacks('chromium', 'livekit-server'))('a call ends', () => {
	let greenroom: Greenroom;
	let browser: TestBrowser;
	beforeAll(async () => {
		greenroom = await startForTests({ graceSeconds: GRACE_SECONDS });
		browser = await launchBrowser();
	});
	afterAll(async () => {
		await browser.close();
		await greenroom.stop();
	});

	async function call() {
		const caller = await openDeafCaller(browser, greenroom.url);
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.greeted();
		const room = await caller.room();
		const [agent] = await viewRooms(greenroom).agents(room);
		const job = await processOfJob(greenroom, agent?.identity ?? '');
		expect(isAlive(job)).toBe(true);
		return { caller, room, job };
	}
	const isOpen = async (room: string) => (await viewRooms(greenroom).rooms()).includes(room);

	test('when the person ends it: the room and the agent’s process are gone', async () => {
		const { caller, room, job } = await call();
		await caller.endCall();
		await expect.poll(() => isOpen(room), { timeout: 5_000 }).toBe(false);
		await expect.poll(() => isAlive(job), { timeout: 10_000 }).toBe(false);
		await expect(caller.room()).rejects.toThrow('no call is open');
	});

	test('not when they refresh: control', async () => {
		const { caller, room, job } = await call();
		await caller.page.reload();
		await caller.callIs('connected');
		await new Promise((resolve) => setTimeout(resolve, (GRACE_SECONDS + 2) * 1000));
		expect(await isOpen(room)).toBe(true);
		expect(isAlive(job)).toBe(true);
		await caller.endCall();
	});

	test('after the grace when the tab is closed; who comes later is welcomed back in a new room', async () => {
		const { caller, room, job } = await call();
		const { page, visitor } = caller;
		await page.close();
		// The clock of the grace begins when LiveKit sees that nobody is there; until then the call is open.
		await new Promise((resolve) => setTimeout(resolve, GRACE_SECONDS * 1000));
		expect(await isOpen(room)).toBe(true);
		await expect.poll(() => isOpen(room), { timeout: UNNOTICED + GRACE_SECONDS * 1000, interval: 250 }).toBe(false);
		await expect.poll(() => isAlive(job), { timeout: 10_000 }).toBe(false);
		const [ended] = (await readLogs(greenroom).events('worker', 'grace_expired')).slice(-1);
		expect(ended).toMatchObject({ outcome: 'ok' });

		const again = await openCaller({ ...browser, visitor: async () => visitor }, greenroom.url);
		const after = await again.startCall();
		await expectToHear(again.ear, { says: WELCOME_BACK, ratherThan: [GREETING], after, within: 15_000 });
		expect(await again.room()).not.toBe(room);
		await again.endCall();
	});
});
