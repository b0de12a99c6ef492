/**
 * Histories that are written by hand, in seconds from the beginning.
 *
 * @module
 */
import type { Move } from './chaos/moves.ts';
import type { Farewell, History } from './history.ts';
import { usual, type WorldSettings } from './settings.ts';

export interface Told {
	readonly settings?: Partial<WorldSettings>;
	readonly farewell?: Farewell;
	/** Seconds before everything is quiet. */
	readonly busy?: number;
}

/** One visitor, one worker, webhooks, and these moves at these times. */
export function history(moves: readonly (readonly [seconds: number, move: Move])[], told: Told = {}): History {
	const { settings = {}, farewell = 'stays', busy } = told;
	const steps = moves.map(([seconds, move], i) => ({ after: (seconds - (moves[i - 1]?.[0] ?? 0)) * 1000, move }));
	const written = { settings: { ...usual, ...settings }, steps, farewells: [farewell] };
	return busy === undefined ? written : { ...written, busyMs: busy * 1000 };
}

export const starts: readonly [number, Move] = [3, { move: 'start', who: 0 }];
