import type { Page } from 'playwright-core';
import { type Glance, glanceAt } from '../hearing/glance.ts';

export interface Captures {
	/** How often the page has asked for the microphone since it was loaded. */
	asked(): Promise<number>;
	/** How many of its captures still listen. */
	live(): Promise<number>;
}

const SCRIPT = `{
	const { mediaDevices } = navigator;
	const ask = mediaDevices.getUserMedia.bind(mediaDevices);
	const tracks = [];
	const show = () => {
		document.documentElement?.setAttribute('data-asked', String(window.asked ?? 0));
		document.documentElement?.setAttribute('data-live', String(tracks.filter((track) => track.readyState === 'live').length));
	};
	setInterval(show, 20);
	mediaDevices.getUserMedia = async (constraints) => {
		window.asked = (window.asked ?? 0) + 1;
		const stream = await ask(constraints);
		tracks.push(...stream.getTracks());
		return stream;
	};
}`;

/** What a page captures, seen without touching it. To be taken before the tab opens the page. */
export async function capturesOf(page: Page): Promise<Captures> {
	await page.addInitScript({ content: SCRIPT });
	const glance: Glance = await glanceAt(page);
	const count = async (name: string) => Number(await glance.attribute('html', name));
	return { asked: () => count('data-asked'), live: () => count('data-live') };
}
