/**
 * Histories for tests, in seconds from the beginning.
 *
 * @module
 */
import type { Move } from './chaos/moves.ts';
import type { Farewell, History } from './history.ts';
import { usual, type WorldSettings } from './settings.ts';

interface Told {
	readonly settings?: Partial<WorldSettings>;
	readonly farewell?: Farewell;
}

/** One visitor, one worker, webhooks, and these moves at these times. */
export function history(moves: readonly (readonly [seconds: number, move: Move])[], told: Told = {}): History {
	const { settings = {}, farewell = 'stays' } = told;
	const steps = moves.map(([seconds, move], i) => ({ after: (seconds - (moves[i - 1]?.[0] ?? 0)) * 1000, move }));
	return { settings: { ...usual, ...settings }, steps, farewells: [farewell] };
}

export const starts: readonly [number, Move] = [3, { move: 'start', who: 0 }];
