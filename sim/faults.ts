/**
 * What goes wrong for a while between the API, the store and LiveKit.
 *
 * @module
 */
import type { Clock } from './clock/clock.ts';
import type { Fate } from './livekit/port.ts';
import type { Random } from './random.ts';
import type { StoreFate } from './store.ts';
import type { Recorder } from './trace.ts';

interface Window<F> {
	readonly fate: F;
	/** Of the requests, from 0 to 1. */
	readonly share: number;
	readonly until: number;
}

export interface Faults {
	store(): StoreFate;
	livekit(): Fate;
	doublesWebhooks(): boolean;
	storeFails(fate: StoreFate, share: number, ms: number): void;
	livekitFails(fate: Fate, share: number, ms: number): void;
	webhooksDouble(ms: number): void;
	/** From now on everything works. */
	end(): void;
}

export interface FaultsOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
}

export function makeFaults({ clock, random, record }: FaultsOptions): Faults {
	let store: readonly Window<StoreFate>[] = [];
	let livekit: readonly Window<Fate>[] = [];
	let doubledUntil = 0;

	const befalls = <F>(windows: readonly Window<F>[], otherwise: F): F =>
		windows.find(({ until, share }) => clock.now() < until && random.chance(share))?.fate ?? otherwise;
	function begin<F>(by: string, fate: F, share: number, ms: number): Window<F> {
		const until = clock.now() + ms;
		record({ kind: 'trouble', by, until });
		return { fate, share, until };
	}
	return {
		store: () => befalls(store, 'ok'),
		livekit: () => befalls(livekit, 'ok'),
		doublesWebhooks: () => clock.now() < doubledUntil && random.chance(0.5),
		storeFails(fate, share, ms) {
			store = [begin('store', fate, share, ms), ...store];
		},
		livekitFails(fate, share, ms) {
			livekit = [begin('livekit', fate, share, ms), ...livekit];
		},
		webhooksDouble(ms) {
			doubledUntil = clock.now() + ms;
		},
		end() {
			store = [];
			livekit = [];
			doubledUntil = 0;
		},
	};
}
