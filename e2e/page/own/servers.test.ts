import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { PartName } from '../../../scripts/start/part.ts';
import { launchBrowser, type TestBrowser } from '../../browser.ts';
import { type Caller, openDeafCaller } from '../../caller.ts';
import { eventually } from '../../eventually.ts';
import { type Greenroom, lacks, processOfJob, type RoomView, startForTests, viewRooms } from '../../greenroom.ts';
import { processes } from '../../process-tree.ts';

/** What a person waits before they wonder. */
const SAID_WITHIN_MS = 3_000;
/** What the page says comes on a machine that four others use as well. */
const SLACK_MS = 2_000;

// One after the other: each is everybody's trouble.
describe.skipIf(lacks('chromium', 'livekit-server'))('what breaks around a page', () => {
	let greenroom: Greenroom;
	let rooms: RoomView;
	let browser: TestBrowser;
	let caller: Caller;
	beforeAll(async () => {
		[greenroom, browser] = await Promise.all([startForTests(), launchBrowser({ shell: true })]);
		rooms = viewRooms(greenroom);
		caller = await openDeafCaller(browser, greenroom.url);
		await caller.startCall();
		await caller.agentIs('speaking');
		await caller.endCall();
	});
	afterEach(async () => {
		// Whatever a test has found, the next one begins with another call.
		const end = button('End call');
		if (await end.isVisible()) await end.click();
	});
	afterAll(async () => {
		await browser.close();
		await greenroom.stop();
	});

	const button = (name: string | RegExp) => caller.page.getByRole('button', { name });
	const start = async () => {
		await button('Start call').click();
		return Date.now();
	};
	/** Waits for words on the page. @returns how long after the click they were there */
	async function says(selector: string, words: string, clicked: number): Promise<number> {
		await eventually(
			`"${words}" in ${selector}`,
			() => caller.glance.text(selector),
			(seen) => seen?.includes(words) === true,
			20_000,
		);
		return Date.now() - clicked;
	}
	/** The same words are never said twice: the transcript shows those of all calls. */
	const names = 'Ada Ben Cleo Dora Emil Finn Gus Hanna Ida Jonas Kim Lena Max Nina Otto'.split(' ').values();
	async function type(): Promise<string> {
		const { value: name } = names.next();
		if (name === undefined) throw new Error('more names are needed');
		await caller.type(`my name is ${name}`);
		return `Nice to meet you, ${name}.`;
	}
	const answers = async () => caller.shows(await type());
	async function inCall(): Promise<readonly string[]> {
		await start();
		await caller.callIs('connected');
		await answers();
		return (await rooms.agents(await caller.room())).map(({ identity }) => identity);
	}
	/** Every process of a part stands still until the test is over, or it is let go. */
	async function freeze(part: PartName): Promise<() => void> {
		const leader = greenroom.running.pids().get(part);
		const frozen = (await processes()).filter(({ group }) => group === leader);
		const all = (signal: NodeJS.Signals) => {
			for (const { pid } of frozen) process.kill(pid, signal);
		};
		expect(frozen).not.toEqual([]);
		all('SIGSTOP');
		onTestFinished(() => all('SIGCONT'));
		return () => all('SIGCONT');
	}

	test('45 s of nothing when the server is down: an API that is away is said within three seconds', async () => {
		const back = greenroom.running.restart('api', { killed: true, downMs: 4_000 });
		await eventually('no API', isUp, (up) => !up, 5_000);
		const clicked = await start();
		expect(await says('[role=alert]', 'The service does not answer.', clicked)).toBeLessThan(SAID_WITHIN_MS);
		await caller.callIs('failed');
		await back;
		await inCall();
	});

	test('45 s of nothing when the server is down: one that does not answer is said, and waited for', async () => {
		const letGo = await freeze('api');
		const clicked = await start();
		const said = await says('.news', 'The service does not answer yet. Still trying.', clicked);
		expect(said).toBeLessThan(SAID_WITHIN_MS + SLACK_MS);
		expect(await caller.glance.attribute('html', 'data-call')).toBe('starting');
		letGo();
		await caller.callIs('connected');
		expect(await caller.glance.text('.line')).toBeNull();
	});

	test('45 s of nothing when the server is down: a LiveKit that is away is said within three seconds', async () => {
		const back = greenroom.running.restart('livekit', { killed: true, downMs: 3_000 });
		await eventually(
			'no LiveKit',
			() => rooms.rooms().then(Boolean, () => false),
			(up) => !up,
			5_000,
		);
		const clicked = await start();
		expect(await says('[role=alert]', 'The call server does not answer.', clicked)).toBeLessThan(SAID_WITHIN_MS);
		await back;
		await inCall();
	});

	test('45 s of nothing when the server is down: a LiveKit that does not answer is said, and waited for', async () => {
		const letGo = await freeze('livekit');
		const clicked = await start();
		const said = await says('.news', 'The call server does not answer yet. Still trying.', clicked);
		expect(said).toBeLessThan(SAID_WITHIN_MS + SLACK_MS);
		letGo();
		await caller.callIs('connected');
		await answers();
	});

	test('a LiveKit that is restarted in the call: it goes on with the same agent', async () => {
		const before = await inCall();
		const back = greenroom.running.restart('livekit', { killed: true, downMs: 2_000 });
		const lost = Date.now();
		await caller.callIs('reconnecting');
		await says('.line', 'goes on by itself', lost);
		// What is typed meanwhile is sent then.
		const answer = await type();
		await back;
		await caller.shows(answer);
		await caller.callIs('connected');
		await answers();
		expect((await rooms.agents(await caller.room())).map(({ identity }) => identity)).toEqual(before);
		// The same agent is nobody who has taken over.
		expect(await caller.glance.text('.news')).not.toContain('taken over');
	});

	test('an agent that dies: the page says that another one comes, and that it knows what was said', async () => {
		const [agent = ''] = await inCall();
		const states = await statesOf(caller);
		process.kill(await processOfJob(greenroom, agent), 'SIGKILL');
		await says('.news', 'Another agent has taken over. It knows what was said.', Date.now());
		await answers();
		expect(await states()).not.toContain('never');
	});

	test('an agent that comes late: it is waited for, and answers what was typed meanwhile', async () => {
		const back = greenroom.running.restart('worker', { killed: true, downMs: 8_000 });
		await start();
		await caller.callIs('connected');
		await caller.agentIs('late');
		const answer = await type();
		expect(await caller.glance.text('.news')).toContain('You can type');
		expect(await caller.glance.attribute('html', 'data-call')).toBe('connected');
		await back;
		await caller.shows(answer);
		expect(await caller.glance.text('[role=alert]')).toBeNull();
	});

	test('an agent that never comes: the page says so, offers to try again, and does not end the call', async () => {
		let tries = 0;
		onTestFinished(() => caller.page.unroute('**/dispatch-agent'));
		await caller.page.route('**/dispatch-agent', async (route) => {
			if (route.request().postDataJSON().retry === true) tries += 1;
			if (tries > 0) return await route.continue();
			const problem = { type: '', title: '', status: 503, code: 'agent_unavailable' };
			return await route.fulfill({ status: 503, json: problem, headers: { 'retry-after': '30' } });
		});
		const back = greenroom.running.restart('worker', { killed: true, downMs: 6_000 });
		await start();
		await caller.agentIs('never');
		expect(await caller.glance.text('[role=alert]')).toContain('Several tries');
		await button('Try again').click();
		await expect.poll(() => tries).toBe(1);
		await caller.agentIs('late');
		await back;
		await answers();
	});

	test('a room that an operator closes: the call has ended, and the page says why', async () => {
		await inCall();
		const headers = { authorization: `Bearer ${greenroom.running.described['OPS_TOKEN']}` };
		const room = encodeURIComponent(await caller.room());
		const close = new URL(`/api/livekit/rooms/${room}/close`, greenroom.apiUrl);
		expect((await fetch(close, { method: 'POST', headers })).status).toBe(200);
		await caller.callIs('ended');
		await expect
			.poll(() => caller.glance.text('main, body'))
			.toContain('The people who run this service ended the call.');
	});

	async function isUp(): Promise<boolean> {
		return fetch(new URL('/api/health', greenroom.apiUrl)).then(
			({ ok }) => ok,
			() => false,
		);
	}
});

/** Everything that `<html data-agent>` says from now on. */
async function statesOf({ page }: Caller): Promise<() => Promise<string[]>> {
	const seen = await page.evaluateHandle(() => {
		const states: string[] = [];
		new MutationObserver(() => states.push(document.documentElement.dataset['agent'] ?? '')).observe(
			document.documentElement,
			{ attributes: true },
		);
		return states;
	});
	return () => seen.jsonValue();
}
