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
	/** From the beginning, at least; then all is quiet. Absent: until its last step. */
	readonly busyMs?: number;
}

/** A moment for what was done last. */
const LAST_MS = 1_000;

/** From the beginning until all is quiet. */
export const busyMsOf = ({ steps, busyMs = 0 }: History): number =>
	Math.max(steps.reduce((sum, { after }) => sum + after, 0) + LAST_MS, busyMs);
