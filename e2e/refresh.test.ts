import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { type BrowserOptions, launchBrowser, type TestBrowser } from './browser.ts';
import { type Caller, callerIn, openCaller } from './caller.ts';
import { lacks, type RoomView, viewRooms } from './greenroom.ts';
import { expectToHear } from './hearing/expect-to-hear.ts';
import { makeMicrophone } from './hearing/microphone.ts';
import { COUNTS, NAMES, WELCOME_BACK } from './words.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';

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
		const clicked = await caller.startCall();
		return { caller, clicked };
	}

	test.skipIf(lacks('pocketsphinx'))(
		'a new question is answered in the same room by the same agent, without a click',
		async () => {
			const microphone = await makeMicrophone();
			onTestFinished(() => microphone.remove());
			const { caller } = await call({ microphone });
			await caller.greeted();
			const asked = await caller.type('count to two');
			await expectToHear(caller.ear, { says: COUNTS[0], ratherThan: COUNTS.slice(1), after: asked, within: 10_000 });
			await caller.greeted();
			const before = await identityOf(rooms, caller);
			const shown = await caller.transcript();
			expect(before.agents).toHaveLength(1);

			// Spoken, because a key that is pressed counts as a click.
			await microphone.willSay([{ at: 3_000, says: 'count to four' }]);
			const reloaded = Date.now();
			await caller.page.reload();
			const said = await microphone.said(0, { within: 20_000 });
			const says = COUNTS[2];
			const ratherThan = COUNTS.filter((other) => other !== says);
			await expectToHear(caller.ear, { says, ratherThan, after: said.endedAt, within: 10_000 });
			expect(await caller.glance.wasTouched()).toBe(false);

			await caller.ear.heardUntil(reloaded);
			expect(await identityOf(rooms, caller)).toEqual(before);
			expect((await caller.transcript()).slice(0, shown.length)).toEqual(shown);
			expect(caller.problems).toEqual([]);
			await caller.endCall();
		},
	);

	test('the transcript is on the screen before the network answers', async () => {
		const { caller } = await call();
		await caller.greeted();
		await caller.type('count to two');
		await expect.poll(async () => (await caller.transcript()).join(), { timeout: 10_000 }).toContain(COUNTS[0]);
		const shown = await caller.transcript();
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		await caller.page.route('**/api/**', async (route) => {
			await held;
			await route.continue();
		});
		await caller.page.reload();
		expect(await caller.transcript()).toEqual(shown);
		release();
		await caller.callIs('connected');
		await caller.endCall();
	});

	test('what is typed in the first 100 ms is answered', async () => {
		const { caller } = await call();
		await caller.greeted();
		await caller.page.reload();
		const after = await caller.type('count to three');
		const says = COUNTS[1];
		await expectToHear(caller.ear, {
			says,
			ratherThan: COUNTS.filter((other) => other !== says),
			after,
			within: 12_000,
		});
		const questions = (await caller.transcript()).filter((entry) => entry.includes('count to three'));
		expect(questions).toHaveLength(1);
		await caller.endCall();
	});

	test('the agent goes on with the sentence that was cut', async () => {
		const { caller } = await call();
		await caller.greeted();
		await caller.type('count to thirty');
		await expect.poll(async () => (await caller.transcript()).join(), { timeout: 15_000 }).toContain('Eleven');
		const after = Date.now();
		await caller.page.reload();
		const rest = 'Eleven, twelve, thirteen, fourteen, fifteen.';
		const ratherThan = ['One, two, three, four, five.', 'Six, seven, eight, nine, ten.'];
		await expectToHear(caller.ear, { says: rest, ratherThan, after, within: 15_000 });
		expect(await caller.glance.wasTouched()).toBe(false);
		await caller.endCall();
	});

	test('and after nine more, each new question is heard to be answered, by one agent', async () => {
		const { caller } = await call();
		await caller.greeted();
		const before = await identityOf(rooms, caller);
		for (let round = 0; round < 10; round++) {
			await caller.page.reload();
			const { typed, says } = NAMES[round % NAMES.length] ?? { typed: '', says: '' };
			const ratherThan = NAMES.map((other) => other.says).filter((other) => other !== says);
			const after = await caller.type(typed);
			await expectToHear(caller.ear, { says, ratherThan, after, within: 12_000 });
			expect(await identityOf(rooms, caller), `after reload ${round + 1}`).toEqual(before);
		}
		expect(caller.problems).toEqual([]);
		await caller.endCall();
	});

	test('with a muted microphone it stays muted', async () => {
		const { caller } = await call();
		await caller.greeted();
		const toggle = caller.page.getByRole('button', { name: 'Microphone' });
		await toggle.click();
		await caller.page.reload();
		await caller.callIs('connected');
		await expect.poll(() => toggle.getAttribute('aria-pressed')).toBe('false');
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
		await caller.greeted();
		const before = await identityOf(rooms, caller);
		await writeCookiesToDisk(caller.visitor.context);
		await first.kill();

		const again = await launchBrowser({ profile });
		onTestFinished(() => again.close());
		const visitor = await again.visitor();
		const back = callerIn(visitor, await visitor.openTab(), url);
		await back.startCall();
		const after = await back.type('count to three');
		const says = COUNTS[1];
		await expectToHear(back.ear, { says, ratherThan: COUNTS.filter((other) => other !== says), after, within: 12_000 });
		expect(await identityOf(rooms, back)).toEqual(before);
		expect((await back.transcript()).join()).not.toContain(WELCOME_BACK);
		await back.endCall();
	});
});
