import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import type { Caller } from '../caller.ts';
import { eventually } from '../eventually.ts';
import { viewRooms } from '../greenroom.ts';
import { takeVisits } from '../visits.ts';
import { COUNT } from '../words.ts';

const greenroom = inject('greenroom');

/** What the tests see of the browser's devices, and how they pull one out: a browser cannot do that by itself. */
interface Devices {
	/** The labels of what was captured, in order. */
	readonly captured: string[];
	unplug(label: string): void;
	plugIn(): void;
}

/** In the page, before its own script. */
function watchDevices(): void {
	const media = navigator.mediaDevices;
	const [capture, list] = [media.getUserMedia.bind(media), media.enumerateDevices.bind(media)];
	const tracks: MediaStreamTrack[] = [];
	let away: { readonly label: string; readonly id: string } | null = null;
	media.enumerateDevices = async () => (await list()).filter(({ deviceId }) => deviceId !== away?.id);
	media.getUserMedia = async (wanted) => {
		if (away !== null && JSON.stringify(wanted).includes(away.id)) throw new DOMException('', 'OverconstrainedError');
		const stream = await capture(wanted);
		const [track] = stream.getAudioTracks();
		if (track !== undefined) {
			tracks.push(track);
			devices.captured.push(track.label);
		}
		return stream;
	};
	const devices: Devices = {
		captured: [],
		unplug: (label) => {
			const track = tracks.findLast((one) => one.label === label);
			away = { label, id: track?.getSettings().deviceId ?? '' };
			track?.stop();
			track?.dispatchEvent(new Event('ended'));
			media.dispatchEvent(new Event('devicechange'));
		},
		plugIn: () => {
			away = null;
			media.dispatchEvent(new Event('devicechange'));
		},
	};
	Object.assign(globalThis, { devices });
}
declare const devices: Devices;

const OTHER = 'Fake Audio Input 2';

describe.skipIf(greenroom === null)('devices', () => {
	if (greenroom === null) return;
	const rooms = viewRooms(greenroom);
	const { visit } = takeVisits();

	async function call(): Promise<Caller> {
		const caller = await visit(greenroom?.url ?? '');
		await caller.page.addInitScript(watchDevices);
		await caller.startCall();
		await caller.agentIs('speaking');
		return caller;
	}
	const captured = (page: Page) => page.evaluate(() => devices.captured);
	const uses = (page: Page, label: string) =>
		eventually(
			'the microphone',
			async () => (await captured(page)).at(-1),
			(seen) => seen === label,
			5_000,
		);
	/** Sids of what the person sends, as LiveKit lists it. */
	async function sent(caller: Caller) {
		const people = await rooms.client.listParticipants(await caller.room());
		return people
			.filter(({ identity }) => identity.startsWith('human-'))
			.flatMap(({ tracks }) => tracks.map(({ sid }) => sid));
	}

	test('remembered devices applied: microphone, speaker and volume, at once and after a reload', async () => {
		const caller = await call();
		const { page } = caller;
		const before = await sent(caller);
		expect(before).toHaveLength(1);
		await page.getByRole('button', { name: 'Sound', exact: true }).press('Enter');
		const panel = page.getByRole('dialog', { name: 'Sound' });
		await panel.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: OTHER });
		const speaker = panel.getByRole('combobox', { name: 'Speaker' });
		await speaker.selectOption({ index: 1 });
		await panel.getByRole('slider', { name: 'Volume' }).fill('40');
		await uses(page, OTHER);
		// Sent in place of the first one: nobody heard it go.
		expect(await sent(caller)).toEqual(before);
		const heard = () =>
			page.evaluate(() => [...document.querySelectorAll('audio')].map(({ sinkId, volume }) => ({ sinkId, volume })));
		const chosen = [{ sinkId: await speaker.inputValue(), volume: 0.4 }];
		await expect.poll(heard).toEqual(chosen);
		await page.keyboard.press('Escape');
		await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Sound');

		await page.reload();
		await caller.callIs('connected');
		expect(await captured(page)).toEqual([OTHER]);
		await expect.poll(heard).toEqual(chosen);
		await caller.endCall();
	});

	test('a microphone that is unplugged is followed by another one, which is said, and comes back', async () => {
		const caller = await call();
		const { page } = caller;
		const [first = ''] = await captured(page);
		await page.getByRole('button', { name: 'Sound', exact: true }).click();
		await page.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: OTHER });
		await page.keyboard.press('Escape');
		await uses(page, OTHER);
		await page.evaluate((label) => devices.unplug(label), OTHER);
		await uses(page, first);
		const said = page.getByText('Your microphone is not connected');
		await said.waitFor();
		expect(await said.textContent()).toContain(first);
		expect(await page.getByRole('button', { name: 'Microphone' }).getAttribute('aria-pressed')).toBe('true');
		await page.evaluate(() => devices.plugIn());
		await uses(page, OTHER);
		await said.waitFor({ state: 'detached' });
		await caller.type(COUNT.two.asks);
		await caller.shows(COUNT.two.says);
		expect(caller.problems).toEqual([]);
		await caller.endCall();
	});
});
