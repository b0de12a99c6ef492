import type { Hit } from './port.ts';

interface Window {
	/** Which window since the epoch this is. */
	readonly index: number;
	readonly counts: Map<string, number>;
}

/** Which of the windows of this length a moment is in. They begin at the same moments for every key and every store. */
export const windowAt = (now: number, windowMs: number): number => Math.floor(now / windowMs);

/** Counts in windows of time. Those of a window that is over go all at once. */
export class HitCounts {
	readonly #windows = new Map<number, Window>();

	/** How many there were in its window, this one included. */
	add({ key, windowMs }: Hit, now: number): number {
		const index = windowAt(now, windowMs);
		let current = this.#windows.get(windowMs);
		if (current?.index !== index) {
			current = { index, counts: new Map() };
			this.#windows.set(windowMs, current);
		}
		const count = (current.counts.get(key) ?? 0) + 1;
		current.counts.set(key, count);
		return count;
	}
}
