/**
 * One turn of whoever drives deadlines: a worker's heartbeat, a timer, a schedule.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { sayManyAgents } from './alerts.ts';
import { listAll } from './listing.ts';
import type { ListingTurn } from './pool.ts';
import { loadPool, saveListing } from './pool-record.ts';
import { SWEEP_LIMIT, SWEEP_WITHIN_MS, type SweepOptions, sweep } from './sweep.ts';

/** A worker waits for 6 s for the answer to its heartbeat: a listing gets what the sweep has left, and at least this. */
const LISTING_AT_LEAST_MS = 1_000;

interface Turn extends Partial<SweepOptions> {
	/** The full listing that is this one's to do; null: none is. */
	readonly listing: ListingTurn | null;
}

/** @returns how many records were due: as many as the limit, when there are more */
export async function tick(
	deps: Deps,
	{ listing, limit = SWEEP_LIMIT, until = deps.now(), ...pool }: Turn,
): Promise<number> {
	const end = deps.now() + SWEEP_WITHIN_MS;
	const swept = await sweep(deps, { limit, until, ...pool });
	if (listing !== null) await list(deps, listing, Math.max(LISTING_AT_LEAST_MS, end - deps.now()));
	return swept.length;
}

async function list(deps: Deps, turn: ListingTurn, withinMs: number): Promise<void> {
	const { answered, rooms, after } = await listAll(deps, { after: turn.after, withinMs });
	deps.log({ level: answered ? 'info' : 'warn', event: 'listed', outcome: answered ? 'listed' : 'unknown', rooms });
	// A server that did not answer is asked again when the turn's lease is over.
	if (answered) await saveListing(deps, turn, after);
	if (answered && after === null) await deps.store.count({ listings: 1 });
	const pool = await loadPool(deps);
	sayManyAgents(deps, pool, deps.now());
}
