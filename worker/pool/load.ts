/**
 * The load that the worker reports to LiveKit, which chooses by it.
 *
 * @module
 */

/** LiveKit's `agents.target_load`: it drops a job when no worker is below. agents reports a worker from here on as full. */
export const FULL_FROM = 0.7;
/** Of a worker without a call. */
const IDLE_LOAD = 0.69;

export interface LoadFacts {
	/** It takes jobs: it neither stops nor is cordoned. */
	readonly open: boolean;
	readonly slots: number;
	/** Slots that are not free. */
	readonly taken: number;
}

/**
 * Busier workers report less, so that calls gather on few workers and the others become idle, end and are replaced:
 * LiveKit draws a worker with the weight `1 - load`. See docs/decisions/0024.
 */
export function loadOf({ open, slots, taken }: LoadFacts): number {
	if (!open || taken >= slots) return 1;
	return IDLE_LOAD * (1 - taken / slots);
}
