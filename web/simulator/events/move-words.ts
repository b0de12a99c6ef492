/**
 * Moves in words.
 *
 * @module
 */
import type { Move, MoveKind } from '../../../sim/chaos/moves.ts';

const words: Readonly<Record<MoveKind, string>> = {
	start: 'starts a call',
	second_tab: 'opens a second tab',
	refresh: 'reloads the page',
	close_tab: 'closes the tab',
	leave: 'leaves',
	hang_up: 'hangs up',
	lose_network: 'loses the network',
	sleep: 'closes the laptop',
	old_token: 'joins by an old token',
	try_again: 'asks to try again',
	forget: 'has everything forgotten',
	kill_job: 'an agent is killed',
	freeze_job: 'an agent hangs',
	cut_job: 'an agent loses its network',
	another_dispatch: 'a second agent is asked for',
	start_worker: 'a worker is started',
	kill_worker: 'a worker is killed',
	freeze_worker: 'a worker hangs',
	cut_worker: 'a worker cannot reach the API',
	drain_worker: 'a worker is told to stop',
	restart_livekit: 'LiveKit goes down',
	livekit_fails: 'LiveKit does not answer the API',
	store_fails: 'the store fails',
	store_forgets: 'the store loses everything',
	cut_webhooks: 'webhooks do not arrive',
	double_webhooks: 'webhooks come twice',
	crash_api: 'the API crashes',
	freeze_api: 'the API hangs',
};

const byPerson: ReadonlySet<MoveKind> = new Set<MoveKind>([
	...(['start', 'second_tab', 'refresh', 'close_tab', 'leave', 'hang_up', 'lose_network'] as const),
	...(['sleep', 'old_token', 'try_again', 'forget'] as const),
]);

/** @param visitors in the world */
export function wordsOfMove(move: Move, visitors: number): string {
	const said = words[move.move];
	return byPerson.has(move.move) && 'who' in move ? `visitor ${(move.who % visitors) + 1} ${said}` : said;
}

/** How long it lasts; null: no longer than a moment. */
export const lengthOf = (move: Move): number | null => ('ms' in move ? move.ms : null);

/** As the trace has it. */
export const readMove = (text: string): Move => JSON.parse(text) as Move;
