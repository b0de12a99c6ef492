/**
 * The ends of jobs, told to the API as soon as they happen: a process that crashes or is killed says nothing itself, and
 * its participant stays in the room until LiveKit notices.
 *
 * @module
 */
import type { Log } from '../log.ts';
import { within } from '../within.ts';
import type { ChildEnd } from './children.ts';
import type { PoolBackend } from './pool-backend.ts';

export interface JobEnds {
	ended(end: ChildEnd): void;
	/** Waits for the reports that are under way, for at most `withinMs`. */
	settled(withinMs: number): Promise<void>;
}

export function makeJobEnds(lost: PoolBackend['lost'], log: Log): JobEnds {
	const underWay = new Set<Promise<void>>();

	async function report({ served, code, signal }: ChildEnd): Promise<void> {
		if (served === null) return;
		const answer = await lost({ ...served, code, signal });
		const isClean = code === 0;
		log({
			level: isClean ? 'info' : 'error',
			event: isClean ? 'job_ended' : 'job_lost',
			job: served.jobId,
			code,
			signal,
			outcome: answer.outcome === 'refused' ? answer.code : answer.outcome,
		});
	}
	return {
		ended(end) {
			const reported = report(end).finally(() => underWay.delete(reported));
			underWay.add(reported);
		},
		async settled(withinMs) {
			await within(withinMs, Promise.all(underWay));
		},
	};
}
