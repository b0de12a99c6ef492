/**
 * Bars of the timeline: what lasts.
 *
 * @module
 */

/** Milliseconds from the beginning. */
export interface Bar {
	readonly from: number;
	readonly to: number;
	readonly words: string;
	readonly look: 'good' | 'wait' | 'bad' | 'calm';
	/** Of its lane, from above. */
	readonly row: number;
}

export type Unplaced = Omit<Bar, 'row'>;

/** Each in the first row in which nothing is in its way. */
export function placed(bars: readonly Unplaced[]): readonly Bar[] {
	const ends: number[] = [];
	return [...bars]
		.sort((a, b) => a.from - b.from)
		.map((bar) => {
			const free = ends.findIndex((end) => end <= bar.from);
			const row = free < 0 ? ends.length : free;
			ends[row] = bar.to;
			return { ...bar, row };
		});
}

export const rowsOf = (bars: readonly Bar[]): number => bars.reduce((rows, { row }) => Math.max(rows, row + 1), 1);

/** States that follow each other, from changes; the last one lasts until the end. */
export function statesIn<S>(
	changes: readonly { readonly at: number; readonly is: S }[],
	end: number,
): readonly { readonly from: number; readonly to: number; readonly is: S }[] {
	const states: { from: number; to: number; is: S }[] = [];
	for (const { at, is } of changes) {
		const last = states.at(-1);
		if (last?.is === is) continue;
		if (last !== undefined) last.to = at;
		states.push({ from: at, to: end, is });
	}
	return states.filter(({ from, to }) => from < to);
}
