/**
 * Does what has become due: each record whose deadline has passed is looked at and decided anew. Bounded, safe to repeat,
 * and safe twice at once: keys are leased, and every record is saved by compare-and-set.
 *
 * @module
 */
import { conversationOfKey } from '../conversations/record.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import type { Done } from '../effects/run.ts';
import { transact } from '../effects/transact.ts';
import type { Look } from '../rooms/consider.ts';
import type { Facts } from '../rooms/facts.ts';
import type { Loaded } from '../store/port.ts';
import { sayOldAgent } from './alerts.ts';
import { loadRecord, lookAtAll } from './inspect.ts';
import type { Pool } from './pool.ts';
import { loadPool } from './pool-record.ts';

export interface SweepOptions {
	readonly limit: number;
	/** Deadlines up to then; later ones than now are looked at early, which changes nothing but the time. */
	readonly until: number;
	/** Rooms that wait for an agent try anew when a worker has come since. Loaded when something is due, if it is not known. */
	readonly pool?: Pool;
}

/** A record that was due. */
export interface Swept {
	readonly whose: Whose | null;
	readonly outcome: 'swept' | 'foreign' | 'gone' | 'failed';
	readonly done: readonly Done[];
}

/** Of records in one sweep. */
export const SWEEP_LIMIT = 20;

/** A sweeper that dies has its records named again after this time. */
const LEASE_MS = 30_000;
/** What is not begun by then stays due. */
export const SWEEP_WITHIN_MS = 4_000;
/** They share one request to the server. What is leased and not begun waits for the end of its lease: so not too many. */
const AT_ONCE = 5;

/** @returns the records that were looked at */
export async function sweep(deps: Deps, { limit, until, pool }: SweepOptions): Promise<readonly Swept[]> {
	const end = deps.now() + SWEEP_WITHIN_MS;
	const next = (few: number) => deps.store.due({ until, now: deps.now(), limit: few, leaseMs: LEASE_MS });
	const swept: Swept[] = [];
	let known = pool;
	while (swept.length < limit && deps.now() < end) {
		// A second look ahead would name the same ones.
		const isAhead = until > deps.now();
		const keys = await next(isAhead ? limit : Math.min(AT_ONCE, limit - swept.length));
		if (keys.length === 0) break;
		known ??= await loadPool(deps);
		for (let from = 0; from < keys.length && deps.now() < end; from += AT_ONCE)
			swept.push(...(await sweepSome(deps, keys.slice(from, from + AT_ONCE), known.cameAt)));
		if (isAhead) break;
	}
	return swept;
}

async function sweepSome(deps: Deps, keys: readonly string[], workerCameAt: number): Promise<readonly Swept[]> {
	const records = await Promise.all(keys.map((key) => loadDue(deps, key)));
	const open = records.filter((record) => 'facts' in record);
	const looks = await lookAtAll(
		deps,
		open.map(({ whose, facts }) => ({ ...whose, generation: facts.generation })),
	);
	const swept = await Promise.all(open.map((record, i) => sweepOne(deps, record, looks[i] ?? 'unknown', workerCameAt)));
	return [...swept, ...records.filter((record) => 'outcome' in record)];
}

interface DueRecord {
	readonly whose: Whose;
	readonly loaded: Loaded;
	readonly facts: Facts;
}

/** Or why there is nothing to sweep. */
async function loadDue(deps: Deps, key: string): Promise<DueRecord | Swept> {
	const whose = conversationOfKey(key);
	if (whose === null || whose.stage !== deps.config.stage) return { whose: null, outcome: 'foreign', done: [] };
	const record = await loadRecord(deps, whose);
	if (record === null) return failed(deps, whose);
	const { loaded, facts } = record;
	return facts === null ? { whose, outcome: 'gone', done: [] } : { whose, loaded, facts };
}

async function sweepOne(deps: Deps, { whose, loaded }: DueRecord, looked: Look, workerCameAt: number): Promise<Swept> {
	try {
		const options = { loaded, looked, touch: true, counts: { swept: 1 } };
		const { facts, done, now } = await transact(deps, whose, { kind: 'sweep', workerCameAt }, options);
		if (facts !== null) sayOldAgent(deps, facts, now);
		return { whose, outcome: 'swept', done };
	} catch {
		return failed(deps, whose);
	}
}

/** Its lease runs out, and it is due again. */
function failed({ log }: Deps, whose: Whose): Swept {
	log({ level: 'warn', event: 'sweep_failed' });
	return { whose, outcome: 'failed', done: [] };
}
