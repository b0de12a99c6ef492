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
	list.evaluate(
		(element, { many, step }) =>
			new Promise<number[]>((resolve) => {
				const page = globalThis as unknown as Page;
				const times: number[] = [];
				const next = (now: number): void => {
					times.push(now);
					element.scrollTop += step;
					if (times.length <= many) page.requestAnimationFrame(next);
					else resolve(times.slice(1).map((time, i) => time - (times[i] ?? time)));
				};
				page.requestAnimationFrame(next);
			}),
		frames,
	);
