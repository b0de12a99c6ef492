/**
 * Times as people say them, to the nearest second: they do not count down here.
 *
 * @module
 */
import { sayDuration as sayWhole } from '../../web/ops/words/duration.ts';

/** In the two largest units, as `3 min 12 s`. */
export const sayDuration = (ms: number): string => sayWhole(Math.round(ms / 1_000) * 1_000);

/** A moment seen from another one: `in 12 s`, `12 s ago`. */
export const sayMoment = (at: number, now: number): string =>
	at >= now ? `in ${sayDuration(at - now)}` : `${sayDuration(now - at)} ago`;
