import type { Locator } from 'playwright-core';

interface Frames {
	readonly many: number;
	/** Pixels that are scrolled in each. */
	readonly step: number;
}

/** Scripts are checked without the types of a page. */
interface Page {
	requestAnimationFrame(next: (now: number) => void): void;
}

/** Milliseconds from each frame to the next one while something is scrolled, by the page's own clock. */
export const framesOf = (list: Locator, frames: Frames): Promise<number[]> =>
	list.evaluate(async (element, { many, step }) => {
		const page = globalThis as unknown as Page;
		const times: number[] = [];
		while (times.length <= many) {
			times.push(await new Promise<number>((resolve) => page.requestAnimationFrame(resolve)));
			element.scrollTop += step;
		}
		return times.slice(1).map((time, i) => time - (times[i] ?? time));
	}, frames);
