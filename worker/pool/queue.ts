/**
 * Jobs that were accepted and wait for a process. agents makes one process at a time, so a job may wait for longer than the
 * API waits for its claim, which then asks for another agent for the same room: accepted as well, that one would use up a
 * process only to hear that the room is taken, and everybody behind it would wait the longer.
 *
 * @module
 */
import type { ServedJob } from '../job-notice.ts';

export interface Queue {
	accepted(job: ServedJob): void;
	/** A process serves it. */
	begun(jobId: string): void;
	/** Does a job of this room wait? */
	has(room: string): boolean;
}

/** A job whose process died before it could begin is waited for no longer. */
const WAITS_AT_MOST_MS = 60_000;

export function makeQueue(now: () => number): Queue {
	const waiting = new Map<string, { readonly room: string; readonly since: number }>();
	const forgetOld = () => {
		for (const [jobId, { since }] of waiting) if (now() - since >= WAITS_AT_MOST_MS) waiting.delete(jobId);
	};
	return {
		accepted({ room, jobId }) {
			waiting.set(jobId, { room, since: now() });
		},
		begun(jobId) {
			waiting.delete(jobId);
		},
		has(room) {
			forgetOld();
			return [...waiting.values()].some((job) => job.room === room);
		},
	};
}
