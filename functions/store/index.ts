/**
 * The store of an entry.
 *
 * @module
 */
import { readStoreAccess } from './access.ts';
import { MemoryStore } from './memory.ts';
import type { Store } from './port.ts';
import { UpstashStore } from './upstash/store.ts';

/**
 * Upstash when the environment names one, else memory that goes with the process.
 *
 * @param stage stages may share a database: what is due in one is not the business of another
 * @throws EnvironmentError when what it says of Upstash is wrong or not complete
 */
export function openStore(
	env: Readonly<Record<string, string | undefined>>,
	stage: string,
	now: () => number = Date.now,
): Store {
	const access = readStoreAccess(env);
	// The braces keep all of it in one slot, should the database ever be a cluster.
	return access === null ? new MemoryStore(now) : new UpstashStore({ ...access, prefix: `{greenroom:${stage}}:`, now });
}
