/**
 * What has been counted and measured, as a value.
 *
 * @module
 */
import { COUNTERS, type CounterName, type DurationName, type GaugeName } from './definitions.ts';

export interface Measured {
	readonly count: number;
	readonly sum: number;
	/** How many were at most as long as each of {@link BOUNDS}. */
	readonly within: readonly number[];
	/** Since they were told last. */
	readonly untold: readonly number[];
}

export interface Registry {
	/** By the value of its label. */
	readonly counts: Readonly<Record<CounterName, Readonly<Record<string, number>>>>;
	readonly durations: Readonly<Partial<Record<DurationName, Measured>>>;
	/** The counts that were told last. */
	readonly told: Registry['counts'];
}

/** Null: it is not known. */
export type Readings = Readonly<Record<GaugeName, number | null>>;

/** Seconds. */
export const BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30] as const;
/** More of one CloudWatch does not read. */
const UNTOLD_AT_MOST = 100;
/** What comes from elsewhere must not make labels without end. */
const VALUES_AT_MOST = 20;

const zeros = (values: readonly string[]): Readonly<Record<string, number>> =>
	Object.fromEntries(values.map((value) => [value, 0]));
const NO_COUNTS: Registry['counts'] = {
	offers: zeros(COUNTERS.offers.values),
	dropped: zeros(COUNTERS.dropped.values),
	interrupted: zeros(COUNTERS.interrupted.values),
	protectionErrors: zeros(COUNTERS.protectionErrors.values),
};
export const NOTHING_MEASURED: Registry = { counts: NO_COUNTS, durations: {}, told: NO_COUNTS };

export function count(registry: Registry, name: CounterName, value: string): Registry {
	const counts = registry.counts[name];
	const label = value in counts || Object.keys(counts).length < VALUES_AT_MOST ? value : 'other';
	return { ...registry, counts: { ...registry.counts, [name]: { ...counts, [label]: (counts[label] ?? 0) + 1 } } };
}

const UNMEASURED: Measured = { count: 0, sum: 0, within: BOUNDS.map(() => 0), untold: [] };

export function measure(registry: Registry, name: DurationName, seconds: number): Registry {
	const before = registry.durations[name] ?? UNMEASURED;
	const measured: Measured = {
		count: before.count + 1,
		sum: before.sum + seconds,
		within: before.within.map((count, index) => count + (seconds <= (BOUNDS[index] ?? 0) ? 1 : 0)),
		untold: [...before.untold, seconds].slice(-UNTOLD_AT_MOST),
	};
	return { ...registry, durations: { ...registry.durations, [name]: measured } };
}

/** Everything up to now has been told. */
export const tell = (registry: Registry): Registry => ({
	...registry,
	told: registry.counts,
	durations: Object.fromEntries(
		Object.entries(registry.durations).map(([name, measured]) => [name, { ...measured, untold: [] }]),
	),
});
