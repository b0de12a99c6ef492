/**
 * What one world is like: who is in it, and how Greenroom is set up there.
 *
 * @module
 */
import type { Config } from '../functions/config.ts';

export interface WorldSettings {
	/** What chance draws from. */
	readonly noise: string;
	readonly visitors: number;
	/** At the beginning. */
	readonly workers: number;
	readonly webhooks: boolean;
	readonly graceSeconds: number;
	readonly lifecycle: Config['lifecycle'];
	readonly dispatch: Config['dispatch'];
	/** How many times as long as usual requests take, to the API, the store and LiveKit. */
	readonly slowness: number;
	/** Between two turns of the schedule, or of the timer of a laptop. */
	readonly scheduleMs: number;
}

export const usual: WorldSettings = {
	noise: 'none',
	visitors: 1,
	workers: 1,
	webhooks: true,
	graceSeconds: 60,
	lifecycle: 'persistent',
	dispatch: 'explicit',
	slowness: 1,
	scheduleMs: 60_000,
};

export const STAGE = 'sim';
/** When every world begins: milliseconds since the epoch. */
export const START = 1_795_000_000_000;

export const configOf = ({ graceSeconds, lifecycle, dispatch }: WorldSettings): Config => ({
	livekitUrl: 'ws://livekit',
	livekitApiKey: 'key',
	livekitApiSecret: 'secret',
	stage: STAGE,
	agentNames: [dispatch === 'automatic' ? '' : 'greenroom-sim'],
	graceSeconds,
	lifecycle,
	dispatch,
	maxCalls: 100,
	maxCallSeconds: 864_000,
	alertAgents: 100,
	alertAgentMs: 24 * 3_600_000,
	opsToken: null,
	version: '0.0.0',
});
