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
	/** The full listing that was begun last; absent: none was. */
	readonly listing?: ListingTurn;
}

/** A full listing, which one of many takes at a time. */
export interface ListingTurn {
	readonly at: number;
	/** It goes on after this room; null: it begins, or it has come to its end. */
	readonly after: string | null;
}

export interface Worker {
	readonly at: number;
	readonly agentName: string;
	readonly state: HeartbeatRequest['state'];
	readonly active: number;
	/** Calls that it would serve at once; absent: it does not say. */
	readonly slots?: number;
	/** Number of its deploy; absent: it does not say, and is older than all that do. */
	readonly release?: number;
}

export const noPool: Pool = { v: 1, workers: {}, cameAt: 0 };

const lives = ({ at }: Worker, now: number): boolean => now < at + WORKER_GONE_AFTER_MS;

/** A worker was heard of. It has come when it takes jobs and did not before. */
export function heard(pool: Pool, beat: HeartbeatRequest, now: number): Pool {
	const { worker, agentName, state, active, slots, release } = beat;
	const said = { ...(slots === undefined ? {} : { slots }), ...(release === undefined ? {} : { release }) };
	const known = pool.workers[worker];
	const was = known !== undefined && lives(known, now) && known.state === 'accepting';
	const others = Object.entries(pool.workers).filter(([id, one]) => id !== worker && lives(one, now));
	return {
		...pool,
		workers: { ...Object.fromEntries(others), [worker]: { at: now, agentName, state, active, ...said } },
		cameAt: state === 'accepting' && !was ? now : pool.cameAt,
	};
}

/** Every so long all rooms of the server are listed. */
export const LISTING_EVERY_MS = 300_000;
/** Whoever has begun one and was not heard of since, has not come to its end. */
const LISTING_LEASE_MS = 30_000;

/** Whoever asks first takes the next turn; null: it is not time. */
export function nextListing({ listing }: Pool, now: number): ListingTurn | null {
	if (listing === undefined || now >= listing.at + LISTING_EVERY_MS) return { at: now, after: null };
	const goesOn = listing.after !== null && now >= listing.at + LISTING_LEASE_MS;
	return goesOn ? { at: now, after: listing.after } : null;
}

/** Those that were heard of lately. */
export const livingWorkers = (pool: Pool, now: number): readonly (Worker & { readonly worker: string })[] =>
	Object.entries(pool.workers)
		.filter(([, worker]) => lives(worker, now))
		.map(([id, worker]) => ({ ...worker, worker: id }));

/** Calls that all of them serve. */
export const activeJobs = (pool: Pool, now: number): number =>
	livingWorkers(pool, now).reduce((sum, { active }) => sum + active, 0);

/** Is there a worker that takes calls for this agent? */
export const isStaffed = (pool: Pool, agentName: string, now: number): boolean =>
	Object.values(pool.workers).some(
		(worker) => worker.agentName === agentName && worker.state === 'accepting' && lives(worker, now),
	);
