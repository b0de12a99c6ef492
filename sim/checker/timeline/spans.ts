/**
 * Times between two times.
 *
 * @module
 */
export interface Span {
	readonly from: number;
	/** Without it. */
	readonly to: number;
}

export const covers = ({ from, to }: Span, at: number): boolean => from <= at && at < to;

export const overlap = (a: Span, b: Span): Span | null => {
	const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
	return from < to ? { from, to } : null;
};

/** In order, those that touch made one. */
export function union(spans: readonly Span[]): readonly Span[] {
	const sorted = [...spans].sort((a, b) => a.from - b.from);
	const joined: Span[] = [];
	for (const span of sorted) {
		const last = joined.at(-1);
		if (last !== undefined && span.from <= last.to)
			joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
		else if (span.to >= span.from) joined.push(span);
	}
	return joined;
}

/** What of `whole` is in none of them. */
export function without(whole: Span, taken: readonly Span[]): readonly Span[] {
	const left: Span[] = [];
	let { from } = whole;
	for (const span of union(taken)) {
		if (span.from > from) left.push({ from, to: Math.min(span.from, whole.to) });
		from = Math.max(from, span.to);
		if (from >= whole.to) break;
	}
	if (from < whole.to) left.push({ from, to: whole.to });
	return left.filter((span) => span.from < span.to);
}
