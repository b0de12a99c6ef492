import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { cookieOf, openCaller, openDeafCaller } from './caller.ts';
import { processOfJob, viewRooms } from './greenroom.ts';
import { expectToHear } from './hearing/expect-to-hear.ts';
import { APOLOGY, COUNT } from './words.ts';

const greenroom = inject('greenroom');

describe.skipIf(greenroom === null)('two visitors', () => {
	if (greenroom === null) return;
	const { url } = greenroom;
	let browser: TestBrowser;
	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(() => browser.close());

	async function call() {
		const caller = await openCaller(browser, url);
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.agentIs('speaking');
		// Interrupts the greeting. Long enough that what the interruption does to its first word does not matter.
		const after = await caller.type(COUNT.five.asks);
		await expectToHear(caller.ear, { ...COUNT.five, after, within: 10_000 });
		return caller;
	}

	test('do not hear each other’s agent, and one whose agent crashes leaves the other one talking', async () => {
		const ada = await call();
		const bob = await call();

		const asked = await ada.type(COUNT.four.asks);
		const heard = await expectToHear(ada.ear, { ...COUNT.four, after: asked, within: 10_000 });
		const length = heard.endedAt - asked;
		await bob.ear.silence({ after: asked, for: length, within: length });

		const rooms = viewRooms(greenroom);
		const [agent] = await rooms.agents(await bob.room());
		const killed = Date.now();
		process.kill(await processOfJob(greenroom, agent?.identity ?? ''), 'SIGKILL');
		const after = await ada.type(COUNT.three.asks);
		await expectToHear(ada.ear, { ...COUNT.three, after, within: 10_000 });
		// Control: it was Bob's that was killed, and another one took over. Its first word may be lost in a young stream.
		await bob.ear.nextVoice({ after: killed, within: 15_000 });
		await bob.shows(APOLOGY);
		const anew = await bob.type(COUNT.four.asks);
		await expectToHear(bob.ear, { ...COUNT.four, after: anew, within: 10_000 });
		expect((await ada.transcript()).join()).not.toContain(APOLOGY);
		await ada.endCall();
	});

	test('cannot reach each other’s room, history or call', async () => {
		const ask = (cookie: string, method: string, path: string, body?: object) =>
			fetch(new URL(path, url), {
				method,
				headers: { cookie, 'content-type': 'application/json' },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
		const welcome = await ask('', 'POST', '/api/livekit/token', {});
		const [bob = ''] = (welcome.headers.get('set-cookie') ?? '').split(';');

		const ada = await openDeafCaller(browser, url);
		onTestFinished(() => ada.visitor.close());
		await ada.startCall();
		const room = await ada.room();
		const statuses = async (cookie: string) => {
			const token = await ask(cookie, 'POST', '/api/livekit/token', { room_name: room });
			const history = await ask(cookie, 'GET', `/api/conversation?room=${room}`);
			const hangUp = await ask(cookie, 'POST', '/api/livekit/delete-room', { room_name: room });
			return [token.status, history.status, hangUp.status];
		};
		expect(await statuses(bob)).toEqual([404, 404, 404]);
		await ada.callIs('connected');
		// Control: Ada’s own answers, with which she hangs up.
		expect(await statuses(await cookieOf(ada.visitor, url))).toEqual([201, 200, 200]);
		await ada.callIs('ended');
	});
});
