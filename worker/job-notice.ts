/**
 * What a job's process tells the worker's own: which job it serves, so that its end can be reported even when it dies
 * without a word. agents uses the same channel and ignores messages that it does not know (`supervised_proc.ts`, 1.9).
 *
 * @module
 */
import * as z from 'zod/mini';

export interface ServedJob {
	readonly room: string;
	readonly jobId: string;
}

const noticeSchema = z.object({ greenroom: z.literal('job_begins'), room: z.string(), jobId: z.string() });

/** A process without a parent, or whose parent has gone, tells nobody. */
export function announceJob({ room, jobId }: ServedJob): void {
	// Without a callback a closed channel is an uncaught error.
	process.send?.({ greenroom: 'job_begins', room, jobId }, undefined, undefined, () => {});
}

/** Null for agents' own messages. */
export function readJobNotice(message: unknown): ServedJob | null {
	const notice = noticeSchema.safeParse(message);
	return notice.success ? { room: notice.data.room, jobId: notice.data.jobId } : null;
}
