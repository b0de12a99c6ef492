/**
 * Does what has become due: each record whose deadline has passed is looked at and decided anew. Bounded, safe to repeat,
 * and safe twice at once: keys are leased, and every record is saved by compare-and-set.
 *
 * @module
 */
import { conversationOfKey } from '../conversations/record.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { tryAnew } from '../rooms/dispatching.ts';
import { inRoom } from '../rooms/facts.ts';
import type { Pool } from './pool.ts';
import { loadPool } from './pool-record.ts';

export interface SweepOptions {
	readonly limit: number;
	/** Deadlines up to then; later ones than now are looked at early, which changes nothing but the time. */
	readonly until: number;
	/** Rooms that wait for an agent try anew when a worker has come since. Loaded when something is due, if it is not known. */
	readonly pool?: Pool;
}

/** Of records in one sweep. */
export const SWEEP_LIMIT = 20;

/** A sweeper that dies has its records named again after this time. */
const LEASE_MS = 30_000;
/** What is not begun by then stays due. */
const WITHIN_MS = 4_000;
const AT_ONCE = 4;

/** @returns how many records were looked at */
export async function sweep(deps: Deps, { limit, until, pool }: SweepOptions): Promise<number> {
	const end = deps.now() + WITHIN_MS;
	const next = (few: number) => deps.store.due({ until, now: deps.now(), limit: few, leaseMs: LEASE_MS });
	let known = pool;
	let swept = 0;
	while (swept < limit && deps.now() < end) {
		// Few at once: what is leased and not begun waits for the end of its lease. But a second look ahead would name the
		// same ones.
		const keys = await next(until > deps.now() ? limit : Math.min(AT_ONCE, limit - swept));
		if (keys.length === 0) break;
		known ??= await loadPool(deps);
		const { cameAt } = known;
		for (let from = 0; from < keys.length && deps.now() < end; from += AT_ONCE) {
			const few = keys.slice(from, from + AT_ONCE);
			await Promise.all(few.map((key) => sweepOne(deps, key, cameAt)));
			swept += few.length;
		}
		if (until > deps.now()) break;
	}
	return swept;
}

async function sweepOne(deps: Deps, key: string, workerCameAt: number): Promise<void> {
	const whose = conversationOfKey(key);
	if (whose === null || whose.stage !== deps.config.stage) return;
	try {
		await transact(
			deps,
			whose,
			(facts) => ({ facts: facts && inRoom(facts, (room) => tryAnew(room, workerCameAt)), answer: null }),
			{ look: 'always', touch: true },
		);
	} catch {
		// Its lease runs out, and it is due again.
		deps.log({ level: 'warn', event: 'sweep_failed' });
	}
}
