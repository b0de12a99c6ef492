/**
 * Slots that are given away and are no call yet. agents counts a call once a process has it; before that LiveKit assigns
 * the job, which it may fail to do, and the job waits for a warm process, of which agents makes one at a time.
 *
 * @module
 */
import type { ServedJob } from '../job-notice.ts';

export interface Reservation {
	readonly room: string;
	readonly since: number;
	/** LiveKit has assigned it: it becomes a call, however long it waits for a process. */
	readonly isAssigned: boolean;
}
/** By job. */
export type Reservations = ReadonlyMap<string, Reservation>;

export const NO_RESERVATIONS: Reservations = new Map();

/** agents' own: an assignment that has not come by then does not come. */
const ASSIGNED_WITHIN_MS = 7_500;

export const reserve = (reservations: Reservations, { room, jobId }: ServedJob, now: number): Reservations =>
	new Map([...reservations, [jobId, { room, since: now, isAssigned: false }]]);

export const release = (reservations: Reservations, jobId: string): Reservations =>
	new Map([...reservations].filter(([id]) => id !== jobId));

/** Also of a job that was not waited for any more. */
export const assign = (reservations: Reservations, jobId: string, now: number): Reservations =>
	new Map([...reservations, [jobId, { ...(reservations.get(jobId) ?? { room: '', since: now }), isAssigned: true }]]);

/**
 * Those that may still become a call: neither are they one, nor is it too late.
 *
 * @param served jobs that have a process
 */
export const pending = (reservations: Reservations, served: ReadonlySet<string>, now: number): Reservations =>
	new Map(
		[...reservations].filter(
			([jobId, { isAssigned, since }]) => !served.has(jobId) && (isAssigned || now - since < ASSIGNED_WITHIN_MS),
		),
	);

export const waitsFor = (reservations: Reservations, room: string): boolean =>
	[...reservations.values()].some((one) => one.room === room);
