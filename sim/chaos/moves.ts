/**
 * What may be done to a world, as data: so that a history can be kept, made shorter and told.
 *
 * @module
 */
import type { Fate } from '../livekit/port.ts';
import type { StoreFate } from '../store.ts';

/** `who`: which visitor, worker or job, counted round those that there are. */
export interface Moves {
	start: { who: number };
	second_tab: { who: number };
	refresh: { who: number; ms: number };
	close_tab: { who: number };
	leave: { who: number };
	hang_up: { who: number };
	lose_network: { who: number; ms: number };
	sleep: { who: number; ms: number };
	old_token: { who: number; ms: number };
	try_again: { who: number };
	forget: { who: number };
	kill_job: { who: number };
	freeze_job: { who: number; ms: number };
	cut_job: { who: number; ms: number };
	another_dispatch: { who: number };
	start_worker: object;
	kill_worker: { who: number };
	freeze_worker: { who: number; ms: number };
	cut_worker: { who: number; ms: number };
	drain_worker: { who: number };
	restart_livekit: { how: 'killed' | 'shut_down'; ms: number };
	livekit_fails: { fate: Fate; share: number; ms: number };
	store_fails: { fate: StoreFate; share: number; ms: number };
	store_forgets: object;
	cut_webhooks: { ms: number };
	double_webhooks: { ms: number };
	crash_api: { ms: number };
	freeze_api: { ms: number };
}

export type MoveKind = keyof Moves;
export type Move<K extends MoveKind = MoveKind> = { [P in K]: { readonly move: P } & Readonly<Moves[P]> }[K];
