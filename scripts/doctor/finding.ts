/**
 * What a check has found, for people and for machines.
 *
 * @module
 */

/** In the order of the report: what others hang on comes first. */
export const CHECKS = [
	'environment',
	'api',
	'livekit',
	'keys',
	'clock',
	'store',
	'webhook_door',
	'operator',
	'workers',
	'token',
	'departure',
	'canary',
	'webhooks',
] as const;
export type Check = (typeof CHECKS)[number];

export type Finding = {
	readonly check: Check;
	/** Stable: machines branch on it, never on the text. */
	readonly outcome: string;
	readonly found: string;
} & (
	| { readonly verdict: 'ok' | 'skipped'; readonly mend: null }
	/** `warn`: it works, and somebody should look. */
	| { readonly verdict: 'warn' | 'fault'; readonly mend: string }
);

/** What a judgement says of its check. */
export type Judged = Finding extends infer F ? (F extends Finding ? Omit<F, 'check'> : never) : never;

export const ok = (outcome: string, found: string): Judged => ({ verdict: 'ok', outcome, found, mend: null });
/** It could not be looked at, and the fault is another check's. */
export const skipped = (outcome: string, found: string): Judged => ({ verdict: 'skipped', outcome, found, mend: null });
export const warn = (outcome: string, found: string, mend: string): Judged => ({
	verdict: 'warn',
	outcome,
	found,
	mend,
});
export const fault = (outcome: string, found: string, mend: string): Judged => ({
	verdict: 'fault',
	outcome,
	found,
	mend,
});

export const named = (check: Check, judged: Judged): Finding => ({ check, ...judged });
