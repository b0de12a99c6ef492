/**
 * From the offer of a job to its agent in the room. The worker's own process sees the one, the job's the other.
 *
 * @module
 */
import type { PresentAgent } from '../../job-notice.ts';
import type { DurationName } from './definitions.ts';

interface Start {
	readonly offeredAt: number;
	/** How old the room was then; null: LiveKit does not say. */
	readonly roomAgeMs: number | null;
}
/** By job. */
export type Starts = ReadonlyMap<string, Start>;

export const NO_STARTS: Starts = new Map();
/** A job that has not begun by then does not begin. */
const FORGOTTEN_AFTER_MS = 120_000;

export const offered = (starts: Starts, jobId: string, start: Start): Starts =>
	new Map([
		...[...starts].filter(([, { offeredAt }]) => start.offeredAt - offeredAt < FORGOTTEN_AFTER_MS),
		[jobId, start],
	]);

/** Only the first agent of a room was waited for since there is the room. */
export function measuredOf(
	starts: Starts,
	{ jobId, start }: PresentAgent,
	now: number,
): readonly (readonly [DurationName, number])[] {
	const begun = starts.get(jobId);
	if (begun === undefined) return [];
	const { offeredAt, roomAgeMs } = begun;
	const wait = start === 'replacement' || roomAgeMs === null ? [] : [['dispatchWait', roomAgeMs / 1000] as const];
	return [['jobStart', (now - offeredAt) / 1000], ...wait];
}

export const forget = (starts: Starts, jobId: string): Starts => new Map([...starts].filter(([id]) => id !== jobId));

/** LiveKit's clock may be another one; 0 is what it says when it does not say. */
export const roomAge = (createdAt: bigint | undefined, now: number): number | null =>
	createdAt === undefined || createdAt === 0n ? null : Math.max(0, now - Number(createdAt));
