/**
 * The real parts behind the ports, for every entry.
 *
 * @module
 */
import type { Config } from './config.ts';
import { makeVisitors } from './conversations/identity.ts';
import type { Deps } from './deps.ts';
import { makeLiveKit } from './livekit/index.ts';
import type { Log } from './log.ts';
import { makePolicy } from './rooms/policy.ts';
import { makeOpenCalls } from './routes/limits.ts';
import type { Store } from './store/port.ts';

/** What only the entry knows. */
export interface Surroundings {
	readonly store: Store;
	readonly log: Log;
	readonly addressOf?: Deps['addressOf'];
}

export const depsFromConfig = (config: Config, { store, log, addressOf = () => null }: Surroundings): Deps => ({
	config,
	policy: makePolicy(config),
	store,
	livekit: makeLiveKit(config),
	visitors: makeVisitors(config.livekitApiSecret, newId),
	openCalls: makeOpenCalls(store, Date.now),
	addressOf,
	now: Date.now,
	newId,
	log,
});

/** 128 random bits, base64url: 22 characters. */
export function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');
}
