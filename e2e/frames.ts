import type { Locator } from 'playwright-core';

interface Frames {
	readonly many: number;
	/** Pixels that are scrolled in each. */
	readonly step: number;
}

/** Milliseconds from each frame to the next one while something is scrolled, by the page's own clock. */
export const framesOf = (list: Locator, frames: Frames): Promise<number[]> =>
	list.evaluate(
		(element, { many, step }) =>
			new Promise<number[]>((resolve) => {
				const times: number[] = [];
				const next = (now: number): void => {
					times.push(now);
					element.scrollTop += step;
					if (times.length <= many) requestAnimationFrame(next);
					else resolve(times.slice(1).map((time, i) => time - (times[i] ?? time)));
				};
				requestAnimationFrame(next);
			}),
		frames,
	);
