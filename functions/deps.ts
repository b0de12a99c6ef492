/**
 * What the API is made of. Everything that is not pure comes in here.
 *
 * @module
 */
import type { Config } from './config.ts';
import type { Visitors } from './conversations/identity.ts';
import type { LiveKit } from './livekit/index.ts';
import type { Log } from './log.ts';
import type { Policy } from './rooms/policy.ts';
import type { Store } from './store/port.ts';

export interface Deps {
	readonly config: Config;
	readonly policy: Policy;
	readonly store: Store;
	readonly livekit: LiveKit;
	readonly visitors: Visitors;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** 128 random bits, base64url. */
	readonly newId: () => string;
	readonly log: Log;
}
