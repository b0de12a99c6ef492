/**
 * Words of the simulator page.
 *
 * @module
 */
import type { FaultGroup } from '../faults/faults.ts';

export const faultWords: Readonly<Record<string, string>> = {
	reload: 'Reload the page',
	drop_network: 'Drop the network for 30 s',
	close_laptop: 'Close the laptop for 45 s',
	second_tab: 'Open a second tab',
	close_tab: 'Close the tab',
	hang_up: 'Hang up',
	old_token: 'Join by an old token',
	start_again: 'Press Start again',
	kill_agent: 'Kill the agent',
	freeze_agent: 'Hang the agent for 24 s',
	cut_agent: 'Drop its network for 24 s',
	second_agent: 'Ask for a second agent',
	kill_worker: 'Kill the worker',
	freeze_worker: 'Hang the worker for 24 s',
	cut_worker: 'Cut it off the API for 24 s',
	drain_worker: 'Tell it to stop',
	start_worker: 'Start another worker',
	restart_livekit: 'Restart LiveKit (5 s)',
	livekit_unanswered: 'Lose its answers for 20 s',
	lose_webhooks: 'Lose them for 60 s',
	delay_webhooks: 'Delay them by 6 s',
	double_webhooks: 'Send them twice for 60 s',
	api_down: 'API down for 20 s',
	freeze_api: 'Hang the API for 10 s',
	store_down: 'Store down for 20 s',
	store_forgets: 'Lose everything stored',
};

export const groupWords: Readonly<Record<FaultGroup, string>> = {
	person: 'The visitor',
	agent: 'The agent',
	worker: 'The worker',
	livekit: 'LiveKit',
	webhooks: 'Webhooks',
	api: 'The API',
	store: 'The store',
};

/** Minutes, seconds and tenths. */
export function clock(ms: number): string {
	const tenths = Math.floor(ms / 100);
	const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
	return `${Math.floor(tenths / 600)}:${seconds}`;
}

export const inSeconds = (ms: number): string => (ms <= 0 ? 'now' : `in ${(ms / 1000).toFixed(1)} s`);
