/**
 * Which workers take no more jobs because those of a newer deploy do, and how many calls the pool could still take. Pure.
 *
 * @module
 */
import { livingWorkers, type Pool, type Worker } from './pool.ts';

/** Of the slots of the newer ones so many must be free before the older ones take no more, at least this share, … */
const RESERVE_SHARE = 1 / 4;
/** … and at most so many: a large pool is kept free by its autoscaling. */
const RESERVE_MOST = 8;

/**
 * Does a newer deploy take this worker's jobs? While its first workers are full, the older ones help out: a job that
 * everybody refuses is lost, and its caller waits for 10 s.
 */
export function isCordoned(worker: Worker, pool: Pool, now: number): boolean {
	const newer = takers(pool, now).filter(
		({ agentName, release }) => agentName === worker.agentName && releaseOf({ release }) > releaseOf(worker),
	);
	if (newer.length === 0) return false;
	const free = freeOf(newer);
	const slots = newer.reduce((sum, one) => sum + (one.slots ?? 0), 0);
	return free === null || free >= Math.max(1, Math.min(RESERVE_MOST, Math.ceil(slots * RESERVE_SHARE)));
}

/** Free slots of all that take jobs; null: one of them does not say. */
export const freeSlots = (pool: Pool, now: number): number | null =>
	freeOf(takers(pool, now).filter((worker) => !isCordoned(worker, pool, now)));

const takers = (pool: Pool, now: number): readonly Worker[] =>
	livingWorkers(pool, now).filter(({ state }) => state === 'accepting');

const releaseOf = ({ release }: { readonly release?: number | undefined }): number => release ?? -1;

const freeOf = (workers: readonly Worker[]): number | null =>
	workers.reduce<number | null>(
		(free, { slots, active }) => (free === null || slots === undefined ? null : free + Math.max(0, slots - active)),
		0,
	);
