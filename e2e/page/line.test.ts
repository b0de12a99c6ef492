import { afterAll, beforeAll, describe, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from '../browser.ts';
import { type Caller, deafCallerIn, openDeafCaller } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { viewRooms } from '../greenroom.ts';
import { COUNT } from '../words.ts';
import { signalLineOf } from './signal-line.ts';
import { statesOf } from './states.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

const ASLEEP_MS = 30_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(greenroom === null)('the call goes on', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	let browser: TestBrowser;
	/** Who only waits, while the others do something. */
	let asleep: Promise<{ caller: Caller; laptop: TestBrowser }>;

	const agentOf = async (caller: Caller) => (await rooms.agents(await caller.room())).map(({ identity }) => identity);
	let starting: Promise<unknown> = Promise.resolve();
	/** Until an agent is there: what is typed into its greeting is answered. One starts after the other: each costs a core. */
	function met(caller: Caller): Promise<Caller> {
		const begun = starting.then(async () => {
			await caller.startCall();
			await eventually(
				'an agent',
				() => caller.glance.attribute('html', 'data-agent'),
				(agent) => agent === 'speaking' || agent === 'listening',
				20_000,
			);
			return caller;
		});
		starting = begun.catch(() => {});
		return begun;
	}

	async function goToSleep() {
		const laptop = await launchBrowser({ shell: true });
		const caller = await met(await openDeafCaller(laptop, url));
		const wakeUp = await laptop.sleep();
		await wait(ASLEEP_MS);
		wakeUp();
		return { caller, laptop };
	}

	beforeAll(async () => {
		browser = await launchBrowser({ shell: true });
		asleep = goToSleep();
		asleep.catch(() => {});
	});
	afterAll(() => browser.close());

	describe.concurrent('of several at once', () => {
		test('agent already there at join: it is seen at once, although no event tells of it', async ({
			expect,
			onTestFinished,
		}) => {
			const first = await openDeafCaller(browser, url);
			onTestFinished(() => first.visitor.close());
			await met(first);
			const before = await agentOf(first);
			// A tab of its own: the one before would return to its call by itself.
			await first.page.close();
			const caller = await deafCallerIn(first.visitor, url);
			await caller.startCall();
			await caller.type(COUNT.two.asks);
			await caller.shows(COUNT.two.says);
			expect(await agentOf(caller)).toEqual(before);
			await caller.endCall();
		});

		test('a resume: the line ends and is there again', async ({ expect, onTestFinished }) => {
			const caller = await openDeafCaller(browser, url);
			onTestFinished(() => caller.visitor.close());
			const line = await signalLineOf(caller.page);
			await met(caller);
			const states = await statesOf(caller);
			await line.end();
			await expect.poll(line.opened).toBe(2);
			await caller.callIs('connected');
			await caller.type(COUNT.two.asks);
			await caller.shows(COUNT.two.says);
			expect((await states()).map(({ call }) => call)).toContain('reconnecting');
			await caller.endCall();
		});

		test('somebody who is removed is told so, is not brought back, and can come back', async ({
			expect,
			onTestFinished,
		}) => {
			const caller = await met(await openDeafCaller(browser, url));
			onTestFinished(() => caller.visitor.close());
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
	});

	test('a laptop that slept: the page comes back by itself', async () => {
		const { caller, laptop } = await asleep;
		onTestFinished(() => laptop.close());
		await caller.type(COUNT.five.asks);
		await caller.shows(COUNT.five.says);
		await caller.callIs('connected');
		await caller.endCall();
	});
});
