/**
 * Which rows of a long list are drawn: those that are seen, and a few beside them. Pure.
 *
 * @module
 */

export interface Viewport {
	/** How far it is scrolled, in pixels below its first row. */
	readonly top: number;
	readonly height: number;
	readonly rowHeight: number;
}

export interface ListWindow {
	readonly from: number;
	/** The one after the last. */
	readonly to: number;
}

/** Drawn above and below: a key that is held down is faster than a frame. */
const SPARE = 6;
/** However high somebody makes it. */
const MOST = 80;

export function rowsSeen({ top, height, rowHeight }: Viewport, count: number): ListWindow {
	const from = Math.max(0, Math.min(count, Math.floor(top / rowHeight)));
	return { from, to: Math.min(count, from + MOST, Math.ceil((top + height) / rowHeight)) };
}

export function rowsDrawn(viewport: Viewport, count: number): ListWindow {
	const { from, to } = rowsSeen(viewport, count);
	const first = Math.max(0, from - SPARE);
	return { from: first, to: Math.min(count, first + MOST, to + SPARE) };
}

/** How far to scroll so that a row is seen as a whole; null: it is. */
export function scrollTo(row: number, { top, height, rowHeight }: Viewport): number | null {
	const [start, end] = [row * rowHeight, (row + 1) * rowHeight];
	if (start < top) return start;
	return end > top + height ? Math.max(0, end - height) : null;
}

/** Where a key leads to from a row; null: it is none that leads anywhere. */
export function rowAfterKey(key: string, row: number, count: number, { height, rowHeight }: Viewport): number | null {
	const page = Math.max(1, Math.floor(height / rowHeight) - 1);
	const targets: Readonly<Record<string, number>> = {
		ArrowDown: row + 1,
		ArrowUp: row - 1,
		PageDown: row + page,
		PageUp: row - page,
		Home: 0,
		End: count - 1,
	};
	const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
	return target === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, target));
}
