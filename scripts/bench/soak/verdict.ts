/**
 * The judgement of a soak: does anything grow that lives longer than a call?
 *
 * @module
 */
import { afterWarmUp, slopePerMinute } from './slope.ts';

/** Those that live on; the processes of calls end with them. */
export const LASTING = ['parent', 'api'] as const;
export type Lasting = (typeof LASTING)[number];

export interface Weight {
	/** MB. */
	readonly rss: number;
	readonly pss: number;
	readonly own: number;
	readonly handles: number;
	readonly threads: number;
}

export interface Sample extends Readonly<Record<Lasting, Weight>> {
	readonly atMs: number;
	/** Of the whole worker. */
	readonly processes: number;
	/** Of these, those that are in a call or wait for one. */
	readonly jobs: number;
}

/**
 * A minute. MB: with three calls a minute, what stays of each would be a third of a megabyte. RSS and PSS follow what other
 * programs on the machine do with the files that they share, and may do more. What goes up and down with the calls may do so.
 */
export const GROWTH = { rss: 2, pss: 2, own: 1, handles: 1, threads: 0.5, processes: 0.5 } as const;

export interface Growth {
	readonly what: string;
	readonly first: number;
	readonly last: number;
	/** Null: too little was measured. */
	readonly perMinute: number | null;
	readonly limit: number;
	readonly isGood: boolean;
}

export function growthOf(samples: readonly Sample[]): readonly Growth[] {
	const warm = afterWarmUp(samples);
	const look = (what: string, limit: number, of: (sample: Sample) => number): Growth => {
		const points = warm.map((sample) => ({ atMs: sample.atMs, value: of(sample) }));
		const perMinute = slopePerMinute(points);
		const isGood = perMinute !== null && perMinute <= limit;
		return { what, first: points[0]?.value ?? 0, last: points.at(-1)?.value ?? 0, perMinute, limit, isGood };
	};
	const ofParts = LASTING.flatMap((part) =>
		(['rss', 'pss', 'own', 'handles', 'threads'] as const).map((of) =>
			look(`${part} ${of}`, GROWTH[of], (sample) => sample[part][of]),
		),
	);
	return [...ofParts, look('processes of the worker', GROWTH.processes, ({ processes }) => processes)];
}

/** Connections that are kept open for the next request, and closed some seconds later. */
const HANDLES_KEPT = 4;

/** What is left when all calls are over, against what was there before the first; nothing where all is as it was. */
export function leftOf(before: Sample, after: Sample): readonly string[] {
	const handles = LASTING.flatMap((part) => {
		const [was, is] = [before[part].handles, after[part].handles];
		return is > was + HANDLES_KEPT ? [`${part}: ${is} handles, and ${was} before`] : [];
	});
	const more = after.processes > before.processes;
	return more ? [...handles, `worker: ${after.processes} processes, and ${before.processes} before`] : handles;
}
