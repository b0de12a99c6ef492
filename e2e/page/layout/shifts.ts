/**
 * What has moved on a page by itself, as Chromium counts it (Layout Instability): what a click moves is not in it.
 *
 * @module
 */
import type { Page } from 'playwright-core';

interface Moved {
	readonly value: number;
	/** The elements, by tag and class, from where to where (x, y, width, height). */
	readonly what: string;
}

/** `LayoutShift`, which TypeScript does not know. */
interface Shift extends PerformanceEntry {
	readonly value: number;
	readonly hadRecentInput: boolean;
	readonly sources: readonly {
		readonly node: Node | null;
		readonly previousRect: DOMRect;
		readonly currentRect: DOMRect;
	}[];
}

/** To be called before the page is opened. */
export async function watchShifts(page: Page): Promise<() => Promise<readonly Moved[]>> {
	await page.addInitScript(() => {
		const moved: Moved[] = [];
		Reflect.set(window, 'moved', moved);
		const nameOf = (node: Node | null) =>
			node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className}` : (node?.nodeName ?? 'gone');
		const placeOf = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join(' ');
		const wayOf = ({ node, previousRect, currentRect }: Shift['sources'][number]) =>
			`${nameOf(node)} from ${placeOf(previousRect)} to ${placeOf(currentRect)}`;
		new PerformanceObserver((list) => {
			for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[])
				if (!hadRecentInput) moved.push({ value, what: sources.map(wayOf).join(', ') });
		}).observe({ type: 'layout-shift', buffered: true });
	});
	return () => page.evaluate(() => Reflect.get(window, 'moved') as readonly Moved[]);
}

/**
 * What moved by more than the eye sees.
 *
 * @param most of what fills the window and moves by its own height, Chromium counts 1
 */
export const seen = (moved: readonly Moved[], most = 0.01): readonly Moved[] =>
	moved.reduce((total, { value }) => total + value, 0) < most ? [] : moved;
