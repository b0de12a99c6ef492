/**
 * The real parts behind the ports, for every entry.
 *
 * @module
 */
import type { Config } from './config.ts';
import { makeVisitors } from './conversations/identity.ts';
import type { Deps } from './deps.ts';
import type { FileStore } from './files/port.ts';
import { makeLiveKit } from './livekit/index.ts';
import type { Log } from './log.ts';
import { makePolicy } from './rooms/policy.ts';
import { makeOpenCalls } from './routes/limits.ts';
import type { Store } from './store/port.ts';

/** What only the entry knows. */
export interface Surroundings {
	readonly store: Store;
	readonly log: Log;
	readonly files?: FileStore | null;
	readonly addressOf?: Deps['addressOf'];
}

export const depsFromConfig = (
	config: Config,
	{ store, log, files = null, addressOf = () => null }: Surroundings,
): Deps => ({
	config,
	policy: makePolicy(config),
	store,
	files,
	livekit: makeLiveKit(config),
	visitors: makeVisitors(config.livekitApiSecret, newId),
	openCalls: makeOpenCalls(store, Date.now),
	addressOf,
	now: Date.now,
	newId,
	log,
});

const ID_BYTES = 16;
/** The system is asked for many at once: it takes as long as all the rest of an id. */
let pool = new Uint8Array(0);

/** 128 random bits, base64url: 22 characters. */
export function newId(): string {
	if (pool.length === 0) pool = crypto.getRandomValues(new Uint8Array(64 * ID_BYTES));
	const bytes = pool.subarray(0, ID_BYTES);
	pool = pool.subarray(ID_BYTES);
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');
}
