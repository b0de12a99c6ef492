/**
 * Figures of a bench: the median of several runs, with the least and the most.
 *
 * @module
 */

export interface Figure {
	readonly name: string;
	readonly unit: 'us' | 'ms' | 'kB' | 'MB' | '/s' | 'x';
	readonly values: readonly number[];
	/** At most this (or at least, for rates and ratios); absent: nothing is aimed at. */
	readonly aim?: number;
}

const isRate = ({ unit }: Figure): boolean => unit === '/s' || unit === 'x';

/** The lower of the two in the middle, so that it is a value that was measured. NaN of nothing. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value below which a share of the others lies. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function isMet(figure: Figure): boolean | null {
	if (figure.aim === undefined) return null;
	const value = median(figure.values);
	return isRate(figure) ? value >= figure.aim : value <= figure.aim;
}

const shown = (value: number): string =>
	value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** One line: name, least / median / most, how many, and the aim. */
export function sayFigure(figure: Figure): string {
	const { name, unit, values, aim } = figure;
	const [least, most] = [Math.min(...values), Math.max(...values)];
	const spread =
		values.length === 1 ? shown(median(values)) : `${shown(least)} / ${shown(median(values))} / ${shown(most)}`;
	const runs = values.length === 1 ? '' : `  n=${values.length}`;
	const met = isMet(figure);
	const goal = met === null ? '' : `  aim ${isRate(figure) ? '>=' : '<='} ${aim}: ${met ? 'met' : 'NOT met'}`;
	return `${name.padEnd(44)}${spread.padStart(24)} ${unit}${runs}${goal}`;
}
