/**
 * The clocks and limits of room lifecycles. One value, read only where decisions are made.
 *
 * @module
 */
import type { Lifecycle } from '../protocol/token.ts';

export interface Policy {
	/** `fresh`: each load of the page is a room of its own, and its agent closes with its person. */
	readonly lifecycle: Lifecycle;
	/** `automatic`: LiveKit gives each new room to the workers that registered without a name. */
	readonly dispatch: 'explicit' | 'automatic';
	/** From the observed leave of the last human until the room is closed. */
	readonly graceMs: number;
	/** An agent may see somebody leave so long before it is heard of here. */
	readonly earlyEndMs: number;
	/** The room must be closed by us this long before the server closes it by itself. */
	readonly departureMarginMs: number;
	/** A room in which no human was ever seen has this long in addition to the grace. */
	readonly orphanMs: number;
	/** How long a job may take from its claim until it is seen in the room. */
	readonly claimLeaseMs: number;
	/** The longest call, which its agent ends; null: there is no limit. */
	readonly longestCallMs: number | null;
	/** So much later it is ended here, whoever is in it: its agent did not. */
	readonly callSlackMs: number;
	/** A visitor who was given a token is on the way for this long. */
	readonly arrivalMs: number;
	/** Until then a visitor can still join with a token. */
	readonly tokenMs: number;
	/** After so long without a claim a dispatch is lost: 5 s of the server's cold look-up, 3 s of assignment, and 2. */
	readonly dispatchCheckMs: number;
	/** So many dispatches of ours within the window; then the agent is unavailable until the window has passed. */
	readonly dispatchTries: number;
	readonly dispatchWindowMs: number;
	/** Pause after the first of them; four times as long after each further one. */
	readonly dispatchPauseMs: number;
	/** A closed room is deleted again so long after its close, and after each time that it was seen to live. */
	readonly deleteAgainMs: readonly number[];
	/** Nobody is added or removed on facts older than this: the server is looked at first. */
	readonly freshMs: number;
	/** How soon to look again when the server did not answer. */
	readonly lookAgainMs: number;
	/** Every open room is looked at this often. */
	readonly openCheckMs: number;
	/** News of this age is still told from its repetition. */
	readonly rememberMs: number;
	/** Records that nobody touches are dropped after this time. */
	readonly recordTtlMs: number;
	readonly limits: Limits;
}

export interface Limits {
	readonly windowMs: number;
	/** Tokens and requests for an agent, for one visitor within the window. */
	readonly perVisitor: number;
	/** The same for one address, behind which there may be an office. */
	readonly perAddress: number;
	/** Calls at once in the stage. */
	readonly calls: number;
}

/** LiveKit closes the room itself this long after our grace, when every other clock has failed. */
export const DEPARTURE_MARGIN_SECONDS = 30;
/** A call without continuity still bears a lost connection that comes back. */
const FRESH_GRACE_SECONDS = 5;

export interface PolicyOptions extends Partial<Pick<Policy, 'lifecycle' | 'dispatch'>> {
	readonly graceSeconds: number;
	readonly maxCalls?: number;
	readonly maxCallSeconds?: number;
}

export function makePolicy({
	graceSeconds,
	lifecycle = 'persistent',
	dispatch = 'explicit',
	maxCalls = 100,
	maxCallSeconds,
}: PolicyOptions): Policy {
	const grace = lifecycle === 'fresh' ? Math.min(FRESH_GRACE_SECONDS, graceSeconds) : graceSeconds;
	return {
		lifecycle,
		dispatch,
		graceMs: grace * 1000,
		// The agent of a call without continuity has no grace at all.
		earlyEndMs: lifecycle === 'fresh' ? grace * 1000 : 2_000,
		departureMarginMs: 2_000,
		orphanMs: 30_000,
		claimLeaseMs: 15_000,
		longestCallMs: maxCallSeconds === undefined ? null : maxCallSeconds * 1000,
		callSlackMs: 60_000,
		arrivalMs: 30_000,
		tokenMs: 330_000,
		dispatchCheckMs: 10_000,
		dispatchTries: 3,
		dispatchWindowMs: 60_000,
		dispatchPauseMs: 1_000,
		deleteAgainMs: [0, 3_000, 20_000],
		freshMs: 2_000,
		lookAgainMs: 5_000,
		openCheckMs: 300_000,
		rememberMs: 600_000,
		recordTtlMs: 30 * 24 * 3600 * 1000,
		limits: { windowMs: 60_000, perVisitor: 60, perAddress: 300, calls: maxCalls },
	};
}
