/**
 * How long to wait for what is promised. While the store, LiveKit or the API does not do what it is asked, nothing can be
 * promised; after that, what a sweeper had taken and could not do comes back when its lease is over.
 *
 * @module
 */
import type { Of, Settings } from '../../trace.ts';
import { covers, type Span, union, without } from './spans.ts';

/** A sweep takes some of it, and so does what it asks. */
const SWEEP_TAKES_MS = 4_000;
/** The lease of what was taken and not done. */
const LEASE_MS = 30_000;
/** A look that was not answered is had again. */
const LOOK_AGAIN_MS = 5_000;
/** Until what had to wait for a restart is back. */
const AFTERMATH_MS = 3_000;

export interface Patience {
	/** By when something must have happened that is promised `ms` after `from`, when nobody has to sweep for it. */
	atOnce(from: number, ms: number): number;
	/** The same, when it is the next sweep that does it. */
	bySweep(from: number, ms: number): number;
	/** Without trouble. */
	readonly calm: readonly Span[];
	/** A worker takes jobs, and none is in LiveKit's list that does not. */
	readonly staffed: readonly Span[];
}

export interface PatienceOptions {
	readonly troubles: readonly Of<'trouble'>[];
	readonly livekit: readonly Of<'livekit'>[];
	readonly workers: readonly Of<'worker'>[];
	readonly settings: Settings;
	readonly end: number;
}

export function makePatience({ troubles, livekit, workers, settings, end }: PatienceOptions): Patience {
	const trouble = union([
		...troubles.map(({ at, until }) => ({ from: at, to: until + AFTERMATH_MS })),
		...outages(livekit, end),
	]);
	const { ready, staffed } = staffing(workers, end);
	const sweepGap = (from: number, to: number): number =>
		SWEEP_TAKES_MS +
		(ready.some((span) => span.from <= from && span.to >= to) ? settings.sweepMs : settings.backstopMs);

	/** What is in the way of it begins the wait anew. */
	function pushed(from: number, promisedMs: number): number {
		const ms = promisedMs + settings.slackMs;
		let due = from + ms;
		for (const span of trouble)
			if (span.from <= due && span.to >= from) due = Math.max(due, span.to + recovery(span.to) + ms);
		return due;
	}
	const recovery = (from: number): number => LEASE_MS + LOOK_AGAIN_MS + sweepGap(from, from + LEASE_MS + LOOK_AGAIN_MS);
	return {
		atOnce: pushed,
		bySweep(from, ms) {
			const due = pushed(from, ms);
			return pushed(from, ms + sweepGap(due - settings.sweepMs, due + settings.sweepMs));
		},
		calm: without({ from: 0, to: end }, trouble),
		staffed,
	};
}

function outages(changes: readonly Of<'livekit'>[], end: number): readonly Span[] {
	return changes.flatMap(({ is, at }) => {
		if (is === 'up') return [];
		const up = changes.find((other) => other.at >= at && other.is === 'up')?.at ?? end;
		return [{ from: at, to: up + AFTERMATH_MS }];
	});
}

function staffing(changes: readonly Of<'worker'>[], end: number): { ready: readonly Span[]; staffed: readonly Span[] } {
	const states = new Map<string, string>();
	const ready: Span[] = [];
	const staffed: Span[] = [];
	changes.forEach(({ worker, is, at }, i) => {
		states.set(worker, is);
		const span = { from: at, to: changes[i + 1]?.at ?? end };
		const all = [...states.values()];
		if (!all.includes('ready')) return;
		ready.push(span);
		if (!all.includes('away')) staffed.push(span);
	});
	return { ready: union(ready), staffed: union(staffed) };
}

export const isIn = (spans: readonly Span[], at: number): boolean => spans.some((span) => covers(span, at));
