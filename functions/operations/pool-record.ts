/**
 * The pool as the store keeps it: one small record a stage.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { type HeartbeatRequest, WORKER_GONE_AFTER_MS } from '../protocol/agent.ts';
import { heard, noPool, type Pool } from './pool.ts';

const ATTEMPTS = 8;

const keyOf = ({ config }: Pick<Deps, 'config'>): string => `${config.stage}:pool`;

type PoolDeps = Pick<Deps, 'store' | 'config'>;

async function load(deps: PoolDeps): Promise<{ readonly pool: Pool; readonly version: number }> {
	const { value, version } = await deps.store.load(keyOf(deps), { last: 0 });
	return { pool: value === null ? noPool : (JSON.parse(value) as Pool), version };
}

export const loadPool = async (deps: PoolDeps): Promise<Pool> => (await load(deps)).pool;

/** @returns the pool with the heartbeat, and whether the worker has just come */
export async function saveHeartbeat(
	deps: PoolDeps,
	beat: HeartbeatRequest,
	now: number,
): Promise<{ readonly pool: Pool; readonly came: boolean }> {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const { pool: before, version } = await load(deps);
		const pool = heard(before, beat, now);
		const options = { fence: 0, deadline: null, ttlMs: WORKER_GONE_AFTER_MS * 10 };
		const saved = await deps.store.save(keyOf(deps), JSON.stringify(pool), version, options);
		if (saved === 'saved') return { pool, came: pool.cameAt !== before.cameAt };
	}
	// Others were heard of at the same time, again and again: the next heartbeat comes in 5 s.
	return { pool: await loadPool(deps), came: false };
}
