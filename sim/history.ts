/**
 * A history: a world and all that is done to it, as data.
 *
 * @module
 */
import type { Move } from './chaos/moves.ts';
import type { WorldSettings } from './settings.ts';

/** What a visitor does when everything is quiet. */
export type Farewell = 'stays' | 'closes_tab' | 'leaves' | 'hangs_up';

export interface Step {
	/** Milliseconds after the step before. */
	readonly after: number;
	readonly move: Move;
}

export interface History {
	readonly settings: WorldSettings;
	readonly steps: readonly Step[];
	/** Of each visitor. */
	readonly farewells: readonly Farewell[];
}
