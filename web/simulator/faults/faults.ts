/**
 * Faults that a person can put into a history, by the names that they have in its address. The simulator knows how to make
 * each of them.
 *
 * @module
 */
import type { Move } from '../../../sim/chaos/moves.ts';

export type FaultGroup = 'person' | 'agent' | 'worker' | 'livekit' | 'webhooks' | 'api' | 'store';

export interface KnownFault {
	readonly group: FaultGroup;
	readonly move: (who: number) => Move;
}

const failing = { share: 1, ms: 20_000 } as const;

const known: Readonly<Record<string, KnownFault>> = {
	reload: { group: 'person', move: (who) => ({ move: 'refresh', who, ms: 1_000 }) },
	drop_network: { group: 'person', move: (who) => ({ move: 'lose_network', who, ms: 30_000 }) },
	close_laptop: { group: 'person', move: (who) => ({ move: 'sleep', who, ms: 45_000 }) },
	second_tab: { group: 'person', move: (who) => ({ move: 'second_tab', who }) },
	close_tab: { group: 'person', move: (who) => ({ move: 'close_tab', who }) },
	hang_up: { group: 'person', move: (who) => ({ move: 'hang_up', who }) },
	old_token: { group: 'person', move: (who) => ({ move: 'old_token', who, ms: 30_000 }) },
	start_again: { group: 'person', move: (who) => ({ move: 'start', who }) },
	kill_agent: { group: 'agent', move: (who) => ({ move: 'kill_job', who }) },
	freeze_agent: { group: 'agent', move: (who) => ({ move: 'freeze_job', who, ms: 24_000 }) },
	cut_agent: { group: 'agent', move: (who) => ({ move: 'cut_job', who, ms: 24_000 }) },
	second_agent: { group: 'agent', move: (who) => ({ move: 'another_dispatch', who }) },
	kill_worker: { group: 'worker', move: (who) => ({ move: 'kill_worker', who }) },
	freeze_worker: { group: 'worker', move: (who) => ({ move: 'freeze_worker', who, ms: 24_000 }) },
	cut_worker: { group: 'worker', move: (who) => ({ move: 'cut_worker', who, ms: 24_000 }) },
	drain_worker: { group: 'worker', move: (who) => ({ move: 'drain_worker', who }) },
	start_worker: { group: 'worker', move: () => ({ move: 'start_worker' }) },
	restart_livekit: { group: 'livekit', move: () => ({ move: 'restart_livekit', how: 'killed', ms: 5_000 }) },
	livekit_unanswered: {
		group: 'livekit',
		move: () => ({ move: 'livekit_fails', fate: 'not_answered', ...failing }),
	},
	lose_webhooks: { group: 'webhooks', move: () => ({ move: 'cut_webhooks', ms: 60_000 }) },
	delay_webhooks: { group: 'webhooks', move: () => ({ move: 'cut_webhooks', ms: 6_000 }) },
	double_webhooks: { group: 'webhooks', move: () => ({ move: 'double_webhooks', ms: 60_000 }) },
	api_down: { group: 'api', move: () => ({ move: 'crash_api', ms: 20_000 }) },
	freeze_api: { group: 'api', move: () => ({ move: 'freeze_api', ms: 10_000 }) },
	store_down: { group: 'store', move: () => ({ move: 'store_fails', fate: 'not_done', ...failing }) },
	store_forgets: { group: 'store', move: () => ({ move: 'store_forgets' }) },
};

export const faultNames: readonly string[] = Object.keys(known);

export const isFaultName = (name: string): boolean => Object.hasOwn(known, name);

/** @throws RangeError for a name that is none */
export function faultNamed(name: string): KnownFault {
	const fault = isFaultName(name) ? known[name] : undefined;
	if (fault === undefined) throw new RangeError(`no such fault: ${name}`);
	return fault;
}
