import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { processOfJob, viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';
import { GREETING, TALK } from '../words.ts';

const greenroom = inject('greenroom');
const url = greenroom?.url ?? '';
const WITHIN_MS = 20_000;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(greenroom === null)('during a call', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	const { visit } = takeVisits();

	test('the screen stays on; what was typed is acknowledged, late when the agent is; the transcript is taken along', async () => {
		const caller = await visit(url);
		const { page } = caller;
		await page.addInitScript(() => {
			const says = (awake: string) => {
				document.documentElement.dataset['awake'] = awake;
			};
			Object.defineProperty(navigator, 'wakeLock', {
				value: {
					request: async () => {
						says('yes');
						return { release: async () => says('no') };
					},
				},
			});
		});
		await caller.startCall();
		await caller.greeted();
		expect(await caller.glance.attribute('html', 'data-awake')).toBe('yes');

		const [agent] = await rooms.agents(await caller.room());
		const pid = await processOfJob(greenroom, agent?.identity ?? '');
		process.kill(pid, 'SIGSTOP');
		await caller.type(TALK.name.asks);
		const remark = page.getByRole('listitem').filter({ hasText: TALK.name.asks }).locator('small');
		await expect.poll(() => remark.innerText()).toContain('sending');
		await remark.getByText('not delivered yet, will be sent again').waitFor({ timeout: WITHIN_MS });
		process.kill(pid, 'SIGCONT');
		await expect.poll(() => remark.innerText(), { timeout: WITHIN_MS }).toMatch(/· delivered$/);
		const committed = page.locator('[data-state=committed]').filter({ hasText: TALK.name.says });
		await committed.waitFor({ timeout: WITHIN_MS });

		await button(page, 'Copy').click();
		await page.getByText('Copied', { exact: true }).waitFor();
		const field = page.getByRole('textbox', { name: 'Message' });
		await field.focus();
		await page.keyboard.press('Control+V');
		const copied = await field.inputValue();
		const downloading = page.waitForEvent('download');
		await button(page, 'Download').click();
		const download = await downloading;
		expect(download.suggestedFilename()).toMatch(/^conversation-\d{4}-\d\d-\d\d\.txt$/);
		expect((await readFile(await download.path(), 'utf8')).trim()).toBe(copied.trim());
		const said = copied
			.trim()
			.split('\n')
			.map((line) => line.replace(/^\[.*?\] /, ''));
		expect(said).toEqual([`Agent: ${GREETING}`, `You: ${TALK.name.asks}`, `Agent: ${TALK.name.says}`]);

		await caller.endCall();
		expect(await caller.glance.attribute('html', 'data-awake')).toBe('no');
		await button(page, 'Download').waitFor();
		expect(caller.problems).toEqual([]);
	});

	test('the words are there while they are spoken, or not; and the last ones stay in sight, or not', async () => {
		const caller = await visit(url);
		const { page, glance } = caller;
		await page.setViewportSize({ width: 360, height: 560 });
		await caller.startCall();
		await caller.greeted();
		const live = page.locator('[role=log] [data-state=live]');
		await caller.type('count to thirty');
		await live.waitFor();
		expect(await live.getAttribute('aria-live')).toBe('off');
		await button(page, 'Captions').click();
		await live.waitFor({ state: 'hidden' });
		await button(page, 'Captions').click();
		await live.waitFor();

		const log = page.getByRole('log');
		await log.hover();
		await page.mouse.wheel(0, -2_000);
		await button(page, 'Newest').waitFor();
		const first = page.getByRole('log').getByRole('listitem').first();
		const before = await first.boundingBox();
		await caller.shows('Twenty one');
		expect((await first.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
		await button(page, 'Newest').click();
		await button(page, 'Newest').waitFor({ state: 'detached' });
		expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
		await expect
			.poll(() => glance.text('.facts'), { timeout: WITHIN_MS })
			.toMatch(/Connection: .* ms to the server and back.*answered after \d+ ms/);
		await caller.endCall();
	});

	test('the microphone is open while a key or the button is held, and not while somebody types', async () => {
		const caller = await visit(url);
		const { page } = caller;
		await caller.startCall();
		await caller.greeted();
		const room = await caller.room();
		const muted = async () => {
			const people = await rooms.client.listParticipants(room);
			return people.flatMap(({ kind, tracks }) => (Number(kind) === 4 ? [] : tracks)).map((track) => track.muted);
		};
		const isMuted = (wanted: boolean) => expect.poll(muted, { timeout: WITHIN_MS }).toEqual([wanted]);
		await isMuted(false);
		await button(page, 'Push to talk').click();
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: /^Key to hold/ }).click();
		await page.keyboard.press('v');
		await button(page, 'Done').click();
		await isMuted(true);

		const hold = page.getByRole('button', { name: /Hold to talk|Speak now/ });
		await hold.hover();
		await page.mouse.down();
		await isMuted(false);
		// The finger slides off.
		await page.mouse.move(5, 5);
		await isMuted(false);
		await page.mouse.up();
		await isMuted(true);

		await page.getByRole('textbox', { name: 'Message' }).focus();
		await page.keyboard.down('v');
		expect(await hold.getAttribute('aria-pressed')).toBe('false');
		await page.keyboard.up('v');
		await page.getByRole('log').focus();
		await page.keyboard.down('v');
		await isMuted(false);
		// Nobody hears the key go up.
		await page.evaluate(() => window.dispatchEvent(new Event('blur')));
		await isMuted(true);

		await page.reload();
		await caller.callIs('connected');
		await hold.waitFor({ timeout: WITHIN_MS });
		await isMuted(true);
		await caller.endCall();
		expect(caller.problems).toEqual([]);
	});
});
