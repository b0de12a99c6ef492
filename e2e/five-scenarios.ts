/**
 * What a conversation has to survive, in five scenarios. They hold with webhooks and without: webhooks are hints, and
 * everything works without them, slower.
 *
 * @module
 */
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { type Caller, conversationOf, deafCallerIn, openCaller, openDeafCaller } from './caller.ts';
import { eventually } from './eventually.ts';
import { type Greenroom, isAlive, lacks, processOfJob, readLogs, startForTests, viewRooms } from './greenroom.ts';
import { expectToHear } from './hearing/expect-to-hear.ts';
import { APOLOGY, COUNT, type Exchange, TALK, TOKEN, WELCOME_BACK } from './words.ts';

const GRACE_SECONDS = 3;
/** One for each caller, and one for the agent that takes over. */
const IDLE_PROCESSES = 3;
/** LiveKit notices a tab that said nothing after 20 to 22 s. */
const UNNOTICED = 25_000;

interface Circumstances {
	readonly webhooks: boolean;
	/** Somebody listens, and has the machine for themselves; else what the page shows has to do. */
	readonly heard: boolean;
}

export function describeFiveScenarios({ webhooks, heard }: Circumstances): void {
	const name = webhooks ? 'a conversation' : 'a conversation without webhooks';
	// Side by side: most of the time nothing happens. More at once than warm job processes would wait for each other.
	describe.skipIf(lacks('chromium', 'livekit-server')).concurrent(name, () => {
		let greenroom: Greenroom;
		let browser: TestBrowser;
		beforeAll(async () => {
			const options = { graceSeconds: GRACE_SECONDS, webhooks, idleProcesses: IDLE_PROCESSES };
			[greenroom, browser] = await Promise.all([startForTests(options), launchBrowser()]);
			const warm = () => readLogs(greenroom).events('worker', 'job_process_warm');
			await eventually('warm job processes', warm, (all) => all.length >= IDLE_PROCESSES, 60_000);
		});
		afterAll(async () => {
			await browser.close();
			await greenroom.stop();
		});

		const agentOf = async (room: string) => {
			const [agent, ...others] = await viewRooms(greenroom).agents(room);
			if (agent === undefined || others.length > 0) throw new Error(`${others.length + 1} agents`);
			return agent;
		};
		async function talkingTo(caller: Caller, { onTestFinished }: TestContext) {
			onTestFinished(() => caller.visitor.close());
			await caller.startCall();
			await caller.agentIs('speaking');
			const room = await caller.room();
			const agent = await agentOf(room);
			const job = await processOfJob(greenroom, agent.identity);
			expect(isAlive(job)).toBe(true);
			return { caller, room, agent, job };
		}
		const call = async (context: TestContext) => talkingTo(await openDeafCaller(browser, greenroom.url), context);
		async function says(caller: Caller, expected: Pick<Exchange, 'says' | 'ratherThan'>, after: number): Promise<void> {
			if (heard) await expectToHear(caller.ear, { ...expected, after, within: 10_000 });
			await caller.shows(expected.says);
		}
		/** Said to its end: what a person cuts off is kept only as far as it went. */
		async function apologizes(caller: Caller, after: number): Promise<void> {
			// The first word of an agent may be lost in a young stream; what it says next is heard word for word.
			if (heard) await caller.ear.nextVoice({ after, within: 10_000 });
			const apologies = async () => (await conversationOf(caller)).turns.filter(({ text }) => text === APOLOGY);
			await eventually('the apology', apologies, ({ length }) => length > 0, UNNOTICED);
			await caller.shows(APOLOGY);
		}
		const isOpen = async (room: string) => (await viewRooms(greenroom).rooms()).includes(room);
		const no = (answer: boolean) => !answer;
		async function gone(room: string, job: number, within: number): Promise<void> {
			await eventually('the room is open', () => isOpen(room), no, within);
			await eventually('the process is alive', async () => isAlive(job), no, 10_000);
		}

		test('starts, survives a refresh and its agent, and ends when the person ends it: no log holds a word of it', async (context) => {
			const caller = await (heard ? openCaller : openDeafCaller)(browser, greenroom.url);
			const { room, agent, job } = await talkingTo(caller, context);
			await eventually(
				'the phase',
				() => conversationOf(caller),
				({ phase }) => phase === 'active',
				5_000,
			);
			await caller.page.reload();
			await caller.callIs('connected');
			// Past the grace, which a refresh does not begin.
			await new Promise((resolve) => setTimeout(resolve, (GRACE_SECONDS + 2) * 1000));
			expect(await isOpen(room)).toBe(true);
			expect(isAlive(job)).toBe(true);
			await caller.type(TALK.name.asks);
			await caller.shows(TALK.name.says);
			expect(await agentOf(room)).toMatchObject({ sid: agent.sid });
			await caller.greeted();
			const { turns: before } = await conversationOf(caller);

			const killed = Date.now();
			process.kill(job, 'SIGKILL');
			await apologizes(caller, killed);
			// The one that died would be listed for 20 s.
			const next = await agentOf(room);
			expect(next.identity).not.toBe(agent.identity);
			const after = await caller.type(COUNT.three.asks);
			await says(caller, COUNT.three, after);
			const { turns } = await conversationOf(caller);
			expect(turns.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
			expect(turns.filter(({ text }) => text === APOLOGY)).toHaveLength(1);

			await caller.endCall();
			await gone(room, await processOfJob(greenroom, next.identity), 5_000);
			expect(await conversationOf(caller)).toMatchObject({ room: null });
			// As by an agent that was connecting when its room was deleted. With webhooks it may be gone before one looks.
			expect(await viewRooms(greenroom).client.createRoom({ name: room })).toMatchObject({ name: room });
			await eventually('the room is open again', () => isOpen(room), no, 25_000);

			const log = await readLogs(greenroom).everything();
			// Control: it is the log of this call.
			expect(log).toContain(room);
			expect(log.includes('"route":"/api/livekit/webhook"')).toBe(webhooks);
			const cookies = await caller.visitor.context.cookies(greenroom.url);
			const secrets = [...cookies.map(({ value }) => value), greenroom.livekit.apiSecret];
			const words = ['Peter', 'offline demo', 'Nice to', 'my name', 'lost you'];
			for (const secret of [...words, ...secrets]) expect(log).not.toContain(secret);
			expect(log).not.toMatch(TOKEN);
		});

		test('goes on after the grace in a new room, with a new agent that knows it', async (context) => {
			const { caller, room, job } = await call(context);
			const { page, visitor } = caller;
			const closed = Date.now();
			await page.close();
			await gone(room, job, UNNOTICED + GRACE_SECONDS * 1000);
			// Control: it was open all through the grace.
			expect(Date.now() - closed).toBeGreaterThan(GRACE_SECONDS * 1000);
			const ended = await readLogs(greenroom).events('worker', 'grace_expired');
			expect(ended).toMatchObject([{ outcome: 'closed' }]);

			const again = await deafCallerIn(visitor, greenroom.url);
			await again.startCall();
			await again.shows(WELCOME_BACK.split(',')[0] ?? '');
			expect(await again.room()).not.toBe(room);
			await again.endCall();
		});
	});
}
