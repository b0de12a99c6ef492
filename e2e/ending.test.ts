import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { deafCallerIn, openDeafCaller } from './caller.ts';
import { eventually } from './eventually.ts';
import { type Greenroom, isAlive, lacks, processOfJob, readLogs, startForTests, viewRooms } from './greenroom.ts';
import { TALK, WELCOME_BACK } from './words.ts';

const GRACE_SECONDS = 3;
/** LiveKit notices a tab that said nothing after 20 to 22 s. */
const UNNOTICED = 25_000;

// Side by side: most of the time nothing happens.
describe.skipIf(lacks('chromium', 'livekit-server')).concurrent('a call ends', () => {
	let greenroom: Greenroom;
	let browser: TestBrowser;
	beforeAll(async () => {
		[greenroom, browser] = await Promise.all([startForTests({ graceSeconds: GRACE_SECONDS }), launchBrowser()]);
	});
	afterAll(async () => {
		await browser.close();
		await greenroom.stop();
	});

	async function call({ onTestFinished }: TestContext) {
		const caller = await openDeafCaller(browser, greenroom.url);
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.agentIs('speaking');
		const room = await caller.room();
		const [agent] = await viewRooms(greenroom).agents(room);
		const job = await processOfJob(greenroom, agent?.identity ?? '');
		expect(isAlive(job)).toBe(true);
		return { caller, room, job };
	}
	const isOpen = async (room: string) => (await viewRooms(greenroom).rooms()).includes(room);
	const no = (answer: boolean) => !answer;
	async function gone(room: string, job: number, within: number): Promise<void> {
		await eventually('the room is open', () => isOpen(room), no, within);
		await eventually('the process is alive', async () => isAlive(job), no, 10_000);
	}

	test('after the grace when the tab is closed; who comes later is welcomed back in a new room', async (context) => {
		const { caller, room, job } = await call(context);
		const { page, visitor } = caller;
		const closed = Date.now();
		await page.close();
		await gone(room, job, UNNOTICED + GRACE_SECONDS * 1000);
		// Control: it was open all through the grace.
		expect(Date.now() - closed).toBeGreaterThan(GRACE_SECONDS * 1000);
		const ended = await readLogs(greenroom).events('worker', 'grace_expired');
		expect(ended).toMatchObject([{ outcome: 'ok' }]);

		const again = await deafCallerIn(visitor, greenroom.url);
		await again.startCall();
		await again.shows(WELCOME_BACK.split(',')[0] ?? '');
		expect(await again.room()).not.toBe(room);
		await again.endCall();
	});

	test('when the person ends it, and not when they refresh; and no log holds what was said, a token or a cookie', async (context) => {
		const { caller, room, job } = await call(context);
		await caller.page.reload();
		await caller.callIs('connected');
		await new Promise((resolve) => setTimeout(resolve, (GRACE_SECONDS + 2) * 1000));
		expect(await isOpen(room)).toBe(true);
		expect(isAlive(job)).toBe(true);
		await caller.type(TALK.name.asks);
		await caller.shows(TALK.name.says);

		await caller.endCall();
		await gone(room, job, 5_000);
		await expect(caller.room()).rejects.toThrow('no call is open');

		const log = await readLogs(greenroom).everything();
		// Control: it is the log of this call.
		expect(log).toContain(room);
		const cookies = await caller.visitor.context.cookies(greenroom.url);
		const secrets = [...cookies.map(({ value }) => value), greenroom.livekit.apiSecret, 'eyJ'];
		const words = ['Peter', 'offline demo', 'Nice to', 'my name'];
		for (const secret of [...words, ...secrets]) expect(log).not.toContain(secret);
	});
});
