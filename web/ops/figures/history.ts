/**
 * How figures went since the page is open. Pure.
 *
 * @module
 */

export interface Sample {
	readonly at: number;
	readonly value: number;
}

/** With one every ten seconds: half an hour. */
const SAMPLES = 180;

/** Null: it is not known, and then the line has a gap there. */
export function withSample(history: readonly Sample[], at: number, value: number | null): readonly Sample[] {
	return value === null ? history : [...history, { at, value }].slice(-SAMPLES);
}

/** Of what only grows: how much it grew since the one before. A store that was lost begins at 0 again. */
export const growth = (history: readonly Sample[]): readonly Sample[] =>
	history.slice(1).map(({ at, value }, i) => ({ at, value: Math.max(0, value - (history[i]?.value ?? value)) }));

/** An SVG path through all of them, from left to right by their time; '' for less than two. */
export function sparkline(history: readonly Sample[], width: number, height: number): string {
	const [first, last] = [history[0], history.at(-1)];
	if (first === undefined || last === undefined || first.at === last.at) return '';
	const values = history.map(({ value }) => value);
	const low = Math.min(0, ...values);
	// A line of nothing but zeros lies at the bottom.
	const span = Math.max(...values) - low || 1;
	const x = (at: number) => ((at - first.at) / (last.at - first.at)) * width;
	const y = (value: number) => height - ((value - low) / span) * height;
	return history.map(({ at, value }, i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}
