/**
 * Whether something grows, by a line through what was measured.
 *
 * @module
 */

export interface Point {
	readonly atMs: number;
	readonly value: number;
}

/** Least squares, per minute; null: there are not two moments. */
export function slopePerMinute(points: readonly Point[]): number | null {
	const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
	const [at, value] = [mean(({ atMs }) => atMs), mean((point) => point.value)];
	const spread = points.reduce((sum, { atMs }) => sum + (atMs - at) ** 2, 0);
	if (spread === 0 || Number.isNaN(spread)) return null;
	const together = points.reduce((sum, point) => sum + (point.atMs - at) * (point.value - value), 0);
	return (together / spread) * 60_000;
}

/** Caches, code that is compiled and the heap grow at first, whatever happens. */
export function afterWarmUp<T extends { readonly atMs: number }>(samples: readonly T[]): readonly T[] {
	const [first, last] = [samples[0]?.atMs ?? 0, samples.at(-1)?.atMs ?? 0];
	return samples.filter(({ atMs }) => atMs >= first + (last - first) / 3);
}
