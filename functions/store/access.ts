import { EnvironmentError, readEnvironment } from '../protocol/environment.ts';

const names = ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'] as const;

/** How to reach a store that outlives its processes. */
export interface StoreAccess {
	readonly url: string;
	readonly token: string;
}

/**
 * Where the environment says that the store is.
 *
 * @returns `null` when it says nothing
 * @throws EnvironmentError when one of the two is wrong, or set without the other
 */
export function readStoreAccess(env: Readonly<Record<string, string | undefined>>): StoreAccess | null {
	const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = readEnvironment(env, names);
	if (url === undefined && token === undefined) return null;
	if (url !== undefined && token !== undefined) return { url, token };
	const [given, missing] = url === undefined ? [names[1], names[0]] : names;
	throw new EnvironmentError([`${missing} is not set, and ${given} is: both or none`]);
}
