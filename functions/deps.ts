/**
 * What the API is made of. Everything that is not pure comes in here.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Config } from './config.ts';
import type { Visitors } from './conversations/identity.ts';
import type { FileStore } from './files/port.ts';
import type { LiveKit } from './livekit/index.ts';
import type { Log } from './log.ts';
import type { Policy } from './rooms/policy.ts';
import type { Store } from './store/port.ts';

export interface Deps {
	readonly config: Config;
	readonly policy: Policy;
	readonly store: Store;
	/** Null: no files are taken. */
	readonly files: FileStore | null;
	readonly livekit: LiveKit;
	readonly visitors: Visitors;
	/** How many calls are open in this stage, as far as it was counted lately. */
	readonly openCalls: () => Promise<number>;
	/** Where a request comes from, for limits; null: the entry cannot know. */
	readonly addressOf: (c: Context) => string | null;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** 128 random bits, base64url. */
	readonly newId: () => string;
	readonly log: Log;
}
