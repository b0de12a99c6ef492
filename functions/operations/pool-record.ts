/**
 * The pool as the store keeps it: one small record a stage.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import type { HeartbeatRequest } from '../protocol/agent.ts';
import { heard, LISTING_EVERY_MS, type ListingTurn, nextListing, noPool, type Pool } from './pool.ts';

const ATTEMPTS = 8;
/** It knows when the last full listing was, also while no worker lives. */
const TTL_MS = 2 * LISTING_EVERY_MS;

const keyOf = ({ config }: Pick<Deps, 'config'>): string => `${config.stage}:pool`;

type PoolDeps = Pick<Deps, 'store' | 'config'>;

async function load(deps: PoolDeps): Promise<{ readonly pool: Pool; readonly version: number }> {
	const { value, version } = await deps.store.load(keyOf(deps), { last: 0 });
	return { pool: value === null ? noPool : (JSON.parse(value) as Pool), version };
}

export const loadPool = async (deps: PoolDeps): Promise<Pool> => (await load(deps)).pool;

/** Null: others have changed it at the same time, again and again. */
async function change(
	deps: PoolDeps,
	next: (pool: Pool) => Pool,
): Promise<{ readonly before: Pool; readonly pool: Pool } | null> {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const { pool: before, version } = await load(deps);
		const pool = next(before);
		if (pool === before) return { before, pool };
		const options = { fence: 0, deadline: null, ttlMs: TTL_MS };
		const saved = await deps.store.save(keyOf(deps), JSON.stringify(pool), version, options);
		if (saved === 'saved') return { before, pool };
	}
	return null;
}

export interface Heard {
	readonly pool: Pool;
	/** The worker has just come. */
	readonly came: boolean;
	/** The full listing that is now the caller's to do; null: none is. */
	readonly listing: ListingTurn | null;
}

/** Keeps a heartbeat. */
export async function saveHeartbeat(deps: PoolDeps, beat: HeartbeatRequest, now: number): Promise<Heard> {
	const changed = await change(deps, (pool) => withTurn(heard(pool, beat, now), now));
	// Whoever was not heard now is heard of again in 5 s.
	if (changed === null) return { pool: await loadPool(deps), came: false, listing: null };
	const { before, pool } = changed;
	return { pool, came: pool.cameAt !== before.cameAt, listing: nextListing(before, now) };
}

/** Takes the next full listing, if it is time for one. */
export async function takeListing(deps: PoolDeps, now: number): Promise<ListingTurn | null> {
	const changed = await change(deps, (pool) => withTurn(pool, now));
	return changed && nextListing(changed.before, now);
}

/** A full listing has come to `after`; null: to its end. */
export async function saveListing(deps: PoolDeps, turn: ListingTurn, after: string | null): Promise<void> {
	await change(deps, (pool) => (pool.listing?.at === turn.at ? { ...pool, listing: { ...turn, after } } : pool));
}

function withTurn(pool: Pool, now: number): Pool {
	const turn = nextListing(pool, now);
	// While it goes on, it counts as one that has not come to its end.
	return turn === null ? pool : { ...pool, listing: { ...turn, after: turn.after ?? '' } };
}
