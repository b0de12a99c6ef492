/**
 * The pool of workers, by their heartbeats: what is said to somebody who waits, and who is to be told that a worker has
 * come. Nothing else hangs on it: LiveKit knows better who can take a call.
 *
 * @module
 */
import { type HeartbeatRequest, WORKER_GONE_AFTER_MS } from '../protocol/agent.ts';

export interface Pool {
	readonly v: 1;
	readonly workers: Readonly<Record<string, Worker>>;
	/** When a worker last came; 0: never. */
	readonly cameAt: number;
}

interface Worker {
	readonly at: number;
	readonly agentName: string;
	readonly state: HeartbeatRequest['state'];
	readonly active: number;
}

export const noPool: Pool = { v: 1, workers: {}, cameAt: 0 };

const lives = ({ at }: Worker, now: number): boolean => now < at + WORKER_GONE_AFTER_MS;

/** A worker was heard of. It has come when it takes jobs and did not before. */
export function heard(pool: Pool, beat: HeartbeatRequest, now: number): Pool {
	const { worker, agentName, state, active } = beat;
	const known = pool.workers[worker];
	const was = known !== undefined && lives(known, now) && known.state === 'accepting';
	const others = Object.entries(pool.workers).filter(([id, one]) => id !== worker && lives(one, now));
	return {
		v: 1,
		workers: { ...Object.fromEntries(others), [worker]: { at: now, agentName, state, active } },
		cameAt: state === 'accepting' && !was ? now : pool.cameAt,
	};
}

/** Is there a worker that takes calls for this agent? */
export const isStaffed = (pool: Pool, agentName: string, now: number): boolean =>
	Object.values(pool.workers).some(
		(worker) => worker.agentName === agentName && worker.state === 'accepting' && lives(worker, now),
	);
