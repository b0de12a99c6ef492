/**
 * What can be broken by a button, and what page and supervisor say to each other about it.
 *
 * @module
 */

/** In the order of the buttons: from what everybody does to what nobody wants. */
export const BREAKS = ['refresh', 'network', 'agent', 'worker', 'livekit', 'webhooks'] as const;
export type Break = (typeof BREAKS)[number];

/** `killed`: it is. `no_agent`: none is in the call. `unknown`: LiveKit did not say who is. */
export type Killing = { readonly outcome: 'killed' | 'no_agent' | 'unknown' };

/** Of webhooks. Nothing is left of 0 ms. */
export interface Losing {
	readonly outcome: 'losing';
	readonly lost: number;
	readonly leftMs: number;
}
