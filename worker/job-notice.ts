/**
 * What a job's process and the worker's own tell each other: which job it serves, so that its end can be reported even
 * when it dies without a word; and that its call is cut, because the worker can wait no longer. agents uses the same
 * channel and ignores messages that it does not know (`supervised_proc.ts`, `job_proc_lazy_main.ts`, 1.9).
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

/** An agent is in its room. */
const presentSchema = z.object({
	greenroom: z.literal('agent_present'),
	jobId: z.string(),
	start: z.enum(['first', 'return', 'replacement']),
});
export type PresentAgent = Omit<z.infer<typeof presentSchema>, 'greenroom'>;

const seconds = z.optional(z.number().check(z.gte(0), z.lte(600)));
/** How long the parts of a turn took. */
const turnSchema = z.object({
	greenroom: z.literal('turn_timed'),
	/** From the end of what the person said to the first sound of the answer. */
	turn: seconds,
	turnTranscription: seconds,
	turnEnd: seconds,
	turnModel: seconds,
	turnVoice: seconds,
});
export type TurnTimes = Omit<z.infer<typeof turnSchema>, 'greenroom'>;

export function announceAgent({ jobId, start }: PresentAgent): void {
	process.send?.({ greenroom: 'agent_present', jobId, start }, undefined, undefined, () => {});
}

/** @param times null: there was nothing to time */
export function announceTurn(times: TurnTimes | null): void {
	if (times !== null) process.send?.({ greenroom: 'turn_timed', ...times }, undefined, undefined, () => {});
}

const cutSchema = z.object({ greenroom: z.literal('cut') });
/** What the worker's own process tells a job's that has to end its call now. agents ignores it there as well. */
export const CUT: z.infer<typeof cutSchema> = { greenroom: 'cut' };

/**
 * Resolves when the worker can wait no longer for this process's call. To be called before it has one, and not before
 * agents has heard its first message: Node keeps messages for the first who listens, and gives them to nobody else.
 */
export function cutByWorker(): Promise<void> {
	return new Promise((resolve) => {
		process.on('message', (message) => {
			if (cutSchema.safeParse(message).success) resolve();
		});
	});
}

export function readPresence(message: unknown): PresentAgent | null {
	const read = presentSchema.safeParse(message);
	return read.success ? { jobId: read.data.jobId, start: read.data.start } : null;
}

export function readTurnTimes(message: unknown): TurnTimes | null {
	const read = turnSchema.safeParse(message);
	if (!read.success) return null;
	const { greenroom: _, ...times } = read.data;
	return times;
}

/** Null for agents' own messages. */
export function readJobNotice(message: unknown): ServedJob | null {
	const notice = noticeSchema.safeParse(message);
	return notice.success ? { room: notice.data.room, jobId: notice.data.jobId } : null;
}
