import { describe, expect, inject, test } from 'vitest';
import { conversationOf } from '../caller.ts';
import { readLogs, viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';

const greenroom = inject('greenroom');

describe.skipIf(greenroom === null)('the sound check', () => {
	if (greenroom === null) return;
	const { visit } = takeVisits({ shell: true });

	async function open() {
		const caller = await visit(greenroom?.url ?? '');
		const { page } = caller;
		await page.goto(caller.url);
		await page.getByRole('button', { name: 'Sound check' }).click();
		const dialog = page.getByRole('dialog', { name: 'Sound check' });
		await dialog.waitFor();
		const loaded = () =>
			page.evaluate(
				() => performance.getEntriesByType('resource').filter(({ name }) => /\/talk-[^/]*\.js/.test(name)).length,
			);
		const line = () => dialog.getByRole('listitem').allTextContents();
		return { ...caller, dialog, loaded, line };
	}

	test('finds that the whole line works, without a call and without an agent', async () => {
		const { page, dialog, loaded, line, problems, ...caller } = await open();
		const jobs = async () => (await readLogs(greenroom).events('worker', 'job_served')).length;
		const before = await jobs();
		expect(await loaded()).toBe(0);
		await dialog.getByRole('button', { name: 'Check the connection' }).click();
		await expect
			.poll(line, { timeout: 15_000 })
			.toEqual(['The service answers: yes', 'The call server answers: yes', 'Sound gets through: yes']);
		expect(await loaded()).toBe(1);
		await dialog.getByRole('button', { name: 'Try the microphone' }).click();
		await expect.poll(() => dialog.getByRole('combobox', { name: 'Microphone' }).getByRole('option').count()).toBe(3);
		await dialog.getByRole('button', { name: 'Play a sound' }).click();
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sound check');
		expect(await conversationOf(caller)).toMatchObject({ phase: 'empty', room: null });
		expect(await jobs()).toBe(before);
		const checks = async () => (await viewRooms(greenroom).rooms()).filter((room) => room.startsWith('check-'));
		await expect.poll(checks, { timeout: 15_000 }).toEqual([]);
		expect(problems).toEqual([]);
	});

	test('says so when it does not load, and loads when it is asked for again', async () => {
		const { page, url } = await visit(greenroom.url);
		await page.route(/\/setup-[^/]*\.js$/, (route) => route.abort(), { times: 1 });
		await page.goto(url);
		const button = page.getByRole('button', { name: 'Sound check' });
		await button.click();
		await expect
			.poll(() => page.getByRole('alert').allTextContents())
			.toEqual([expect.stringContaining('did not load')]);
		await button.click();
		await page.getByRole('dialog', { name: 'Sound check' }).waitFor();
	});

	test('says which part of the line fails, and what to do', async () => {
		const { page, dialog, line } = await open();
		const check = () => dialog.getByRole('button', { name: 'Check the connection' }).click();
		await page.route('**/api/livekit/check', (route) => route.abort());
		await check();
		await expect.poll(async () => (await line())[0]).toMatch(/^The service answers: no.*Check your connection/);
		await page.unroute('**/api/livekit/check');
		await page.routeWebSocket(/.*/, (socket) => socket.close());
		await check();
		await expect
			.poll(async () => (await line())[1], { timeout: 15_000 })
			.toMatch(/^The call server answers: no.*WebSockets/);
		expect((await line())[2]).toBe('Sound gets through: not tried');
	});
});
