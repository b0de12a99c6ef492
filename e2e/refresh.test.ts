import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { type BrowserOptions, launchBrowser, type TestBrowser } from './browser.ts';
import { type Caller, callerIn, openCaller, openDeafCaller } from './caller.ts';
import { lacks, type RoomView, viewRooms } from './greenroom.ts';
import { expectToHear } from './hearing/expect-to-hear.ts';
import { DeafError } from './hearing/memory.ts';
import { makeMicrophone } from './hearing/microphone.ts';
import { COUNT, TALK, WELCOME_BACK } from './words.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

/** Of "count to thirty", the sentence in which a refresh cuts it, told from those around it. */
const CUT = {
	says: 'Six, seven, eight, nine, ten.',
	ratherThan: ['One, two, three, four, five.', 'Eleven, twelve, thirteen, fourteen, fifteen.'],
} as const;

/** What must be the same after a refresh. */
async function identityOf(rooms: RoomView, caller: Caller) {
	const room = await caller.room();
	const agents = await rooms.agents(room);
	return { room, roomSid: await rooms.sidOf(room), agents: agents.map(({ sid }) => sid) };
}

describe.skipIf(greenroom === null)('after a refresh', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	let browser: TestBrowser;
	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(() => browser.close());

	async function call(options?: BrowserOptions) {
		const own = options === undefined ? null : await launchBrowser(options);
		const caller = await openCaller(own ?? browser, url);
		onTestFinished(() => (own === null ? caller.visitor.close() : own.close()));
		await caller.startCall();
		await caller.agentIs('speaking');
		return caller;
	}

	test.skipIf(lacks('pocketsphinx', 'pocketsphinx-en-us'))(
		'a new question is answered in the same room by the same agent, without a click; before it, speaking interrupts',
		async () => {
			const microphone = await makeMicrophone();
			onTestFinished(() => microphone.remove());
			// Two sentences: of what is said while the agent speaks, Chromium's echo canceller cuts pieces out. And late: agents
			// lets nobody interrupt the first 3 s of what it says, and on a slow machine those begin seconds after the click.
			await microphone.willSay([
				{ at: 10_000, says: 'Excuse me, I would like to ask you something else.' },
				{ at: 14_500, says: COUNT.four.asks },
			]);
			const caller = await call({ microphone });
			await caller.type('count to thirty');
			const interrupting = await microphone.said(0, { within: 20_000 });
			await caller.ear.silence({ after: interrupting.beganAt, for: 1_000, within: 4_500 });
			const asked = await microphone.said(1, { within: 20_000 });
			await expectToHear(caller.ear, { ...COUNT.four, after: asked.endedAt, within: 10_000 });
			await caller.shows(COUNT.four.says);
			const before = await identityOf(rooms, caller);
			const shown = await caller.transcript();
			expect(shown.join()).not.toContain('thirty.');
			expect(before.agents).toHaveLength(1);

			// Spoken, because a key that is pressed counts as a click.
			await microphone.willSay([{ at: 2_500, says: COUNT.three.asks }]);
			await caller.page.reload();
			const said = await microphone.said(0, { within: 20_000 });
			await expectToHear(caller.ear, { ...COUNT.three, after: said.endedAt, within: 10_000 });
			expect(await caller.glance.wasTouched()).toBe(false);

			expect(await identityOf(rooms, caller)).toEqual(before);
			expect((await caller.transcript()).slice(0, shown.length)).toEqual(shown);
			expect(caller.problems).toEqual([]);
			await caller.endCall();
		},
	);

	test('the agent goes on with the sentence that was cut', async () => {
		const caller = await call();
		await caller.type('count to thirty');
		await caller.shows('Six');
		const after = Date.now();
		await caller.page.reload();
		await expectToHear(caller.ear, { ...CUT, after, within: 15_000 });
		expect(await caller.glance.wasTouched()).toBe(false);
		await caller.endCall();
	});

	test('and after nine more, a question typed at once is heard to be answered each time, once, by one agent', async () => {
		const caller = await call();
		const before = await identityOf(rooms, caller);
		const questions = [TALK.name, TALK.list, TALK.count];
		for (let round = 0; round < 10; round++) {
			await caller.page.reload();
			const exchange = questions[round % questions.length] ?? TALK.name;
			const after = await caller.type(exchange.asks);
			await expectToHear(caller.ear, { ...exchange, after, within: 12_000 });
			expect(await identityOf(rooms, caller), `after reload ${round + 1}`).toEqual(before);
		}
		const asked = (await caller.transcript()).filter((entry) => questions.some(({ asks }) => entry.endsWith(asks)));
		expect(asked).toHaveLength(10);
		expect(caller.problems).toEqual([]);
		await caller.endCall();
	});

	test('without a microphone the agent waits for one click, and then goes on with what it was saying', async () => {
		const caller = await openCaller(browser, url, { microphone: 'denied' });
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.agentIs('speaking');
		await caller.type('count to thirty');
		await caller.shows('Six');
		const reloaded = Date.now();
		await caller.page.reload();
		// The browser plays nothing: nobody has touched this page, and it captures no microphone.
		await caller.callIs('connected');
		await caller.ear.silence({ after: reloaded, for: 2_000, within: 5_000 });
		expect(await caller.glance.wasTouched()).toBe(false);
		const after = Date.now();
		await caller.page.getByRole('button', { name: 'Tap to hear' }).click();
		await expectToHear(caller.ear, { ...CUT, after, within: 10_000 });
		await caller.endCall();
	});

	test('the transcript is on the screen before the network answers, and a muted microphone stays muted', async () => {
		const caller = await openDeafCaller(browser, url);
		onTestFinished(() => caller.visitor.close());
		await caller.startCall();
		await caller.agentIs('speaking');
		const microphone = caller.page.getByRole('button', { name: 'Microphone' });
		await microphone.click();
		await caller.type(COUNT.two.asks);
		await caller.shows(COUNT.two.says);
		await caller.agentIs('listening');
		// What is still being said when it is looked at may be committed, or taken back, before the page is loaded again.
		const live = '[role=log] [data-state=live], [role=log] [data-state=sending]';
		await expect.poll(() => caller.glance.text(live)).toBeNull();
		const shown = await caller.transcript();
		let answer = () => {};
		const held = new Promise<void>((resolve) => {
			answer = resolve;
		});
		await caller.page.route('**/api/**', async (route) => {
			await held;
			await route.continue();
		});
		await caller.page.reload();
		expect(await caller.transcript()).toEqual(shown);
		answer();
		await caller.callIs('connected');
		await expect.poll(() => microphone.getAttribute('aria-pressed')).toBe('false');
		await caller.endCall();
	});
});

/** Chromium writes cookies after 30 s or 512 changes; a browser that is killed before that has lost them. */
async function writeCookiesToDisk(context: BrowserContext): Promise<void> {
	const cookies = Array.from({ length: 600 }, (_, i) => ({
		name: `c${i % 150}`,
		value: `${i}`,
		url: 'http://127.0.0.1:1',
	}));
	for (let i = 0; i < cookies.length; i += 150) await context.addCookies(cookies.slice(i, i + 150));
}

describe.skipIf(greenroom === null)('a browser that was killed and opened again', () => {
	test('returns to the same room and agent, which answers', async () => {
		if (greenroom === null) return;
		const rooms = viewRooms(greenroom);
		const profile = await mkdtemp(join(tmpdir(), 'greenroom-profile-'));
		onTestFinished(() => rm(profile, { recursive: true, force: true }));
		const first = await launchBrowser({ profile });
		const caller = await openCaller(first, url);
		await caller.startCall();
		await caller.agentIs('speaking');
		const before = await identityOf(rooms, caller);
		await writeCookiesToDisk(caller.visitor.context);
		await first.kill();
		// Control: it was killed, with all its tabs.
		await expect(caller.ear.heardUntil(Date.now() + 1_000)).rejects.toThrow(DeafError);

		const again = await launchBrowser({ profile });
		onTestFinished(() => again.close());
		const visitor = await again.visitor();
		const back = callerIn(visitor, await visitor.openTab(), url);
		await back.startCall();
		const after = await back.type(COUNT.three.asks);
		await expectToHear(back.ear, { ...COUNT.three, after, within: 12_000 });
		expect(await identityOf(rooms, back)).toEqual(before);
		expect((await back.transcript()).join()).not.toContain(WELCOME_BACK);
		await back.endCall();
	});
});
