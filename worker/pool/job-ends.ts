/**
 * The ends of jobs, told to the API as soon as they happen: a process that crashes or is killed says nothing itself, and
 * its participant stays in the room until LiveKit notices.
 *
 * @module
 */
import type { Log } from '../log.ts';
import type { ChildEnd } from './children.ts';
import type { PoolBackend } from './pool-backend.ts';

export interface JobEnds {
	ended(end: ChildEnd): void;
	/** Reports that nobody has answered yet. */
	waiting(): number;
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
		waiting: () => underWay.size,
	};
}
