import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { openCaller } from './caller.ts';
import { processOfJob, viewRooms } from './greenroom.ts';
import { expectToHear } from './hearing/expect-to-hear.ts';
import { COUNTS } from './words.ts';

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
		const clicked = await caller.startCall();
		await caller.ear.nextVoice({ after: clicked, within: 15_000 });
		// What is said of the agent's state may be older than the sound: the greeting is over when it is in the transcript.
		await caller.greeted();
		await caller.ear.silence({ after: Date.now(), for: 500, within: 5_000 });
		return caller;
	}

	test('do not hear each other’s agent, and one whose agent crashes leaves the other one talking', async () => {
		const ada = await call();
		const bob = await call();
		const asked = await ada.type('count to four');
		const says = COUNTS[2];
		const ratherThan = COUNTS.filter((other) => other !== says);
		const heard = await expectToHear(ada.ear, { says, ratherThan, after: asked, within: 10_000 });
		const length = heard.endedAt - asked;
		await bob.ear.silence({ after: asked, for: length, within: length });

		const rooms = viewRooms(greenroom);
		const [agent] = await rooms.agents(await bob.room());
		process.kill(await processOfJob(greenroom, agent?.identity ?? ''), 'SIGKILL');
		const after = await ada.type('count to four');
		await expectToHear(ada.ear, { says, ratherThan, after, within: 10_000 });
		// Control: the one that was killed is silent.
		const unanswered = await bob.type('count to two');
		await bob.ear.silence({ after: unanswered, for: 3_000, within: 3_000 });
		await ada.endCall();
	});

	test('cannot reach each other’s room, history or call', async () => {
		const ada = await call();
		const room = await ada.room();
		const bob = await browser.visitor();
		onTestFinished(() => bob.close());
		const { request } = bob.context;
		const token = await request.post(`${url}/api/livekit/token`, { data: { room_name: room } });
		const history = await request.get(`${url}/api/conversation?room=${room}`);
		const hangUp = await request.post(`${url}/api/livekit/delete-room`, { data: { room_name: room } });
		expect([token.status(), history.status(), hangUp.status()]).toEqual([404, 404, 404]);
		// Control: Ada’s own answers.
		expect((await ada.visitor.context.request.get(`${url}/api/conversation?room=${room}`)).status()).toBe(200);
		await ada.callIs('connected');
		await ada.endCall();
	});
});
