/** Milliseconds before a part that died is started again: at once for an accident, slower for one that goes on dying. */
const PAUSES = [100, 500, 2000, 5000] as const;
const LONGEST = 10_000;
/** A life this long was a good one, and the deaths before it are forgotten. */
const GOOD_LIFE_MS = 30_000;
/** So many deaths without having been ready even once are no accident. */
const HOPELESS = 3;

/** What is known of a part that has just died. */
export interface Lives {
	/** How many in a row were no good, this one included. */
	readonly short: number;
	/** It was ready at some time since the start. */
	readonly everReady: boolean;
}

export const noLives: Lives = { short: 0, everReady: false };

/** Counts a life that has ended. */
export function lived(lives: Lives, life: { readonly ms: number; readonly ready: boolean }): Lives {
	return {
		short: life.ready && life.ms >= GOOD_LIFE_MS ? 1 : lives.short + 1,
		everReady: lives.everReady || life.ready,
	};
}

export type Verdict = { readonly verdict: 'restart'; readonly inMs: number } | { readonly verdict: 'give up' };

/** `give up`: it has never worked, so starting it again will not help. */
export function afterDeath(lives: Lives): Verdict {
	if (!lives.everReady && lives.short >= HOPELESS) return { verdict: 'give up' };
	return { verdict: 'restart', inMs: PAUSES[lives.short - 1] ?? LONGEST };
}
