/**
 * A promise that was not kept.
 *
 * @module
 */
import type { Timeline } from './timeline/timeline.ts';

export interface Violation {
	readonly rule: string;
	readonly at: number;
	/** In words, with the names that are in the trace. */
	readonly what: string;
}

export type Rule = (timeline: Timeline) => readonly Violation[];
