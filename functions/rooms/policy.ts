/**
 * The clocks and limits of room lifecycles. One value, read only where decisions are made.
 *
 * @module
 */
export interface Policy {
	/** From the observed leave of the last human until the room is closed. */
	readonly graceMs: number;
	/** How long a job may take from its claim until it is seen in the room. */
	readonly claimLeaseMs: number;
	/** A visitor who was given a token is on the way for this long. */
	readonly arrivalMs: number;
	/** A closed room is deleted again whenever it is looked at within this time of its close. */
	readonly closingMs: number;
	/** Records that nobody touches are dropped after this time. */
	readonly recordTtlMs: number;
}

/** LiveKit closes the room itself this long after our grace, when every other clock has failed. */
export const DEPARTURE_MARGIN_SECONDS = 30;

export const makePolicy = (graceSeconds: number): Policy => ({
	graceMs: graceSeconds * 1000,
	claimLeaseMs: 15_000,
	arrivalMs: 30_000,
	closingMs: 20_000,
	recordTtlMs: 30 * 24 * 3600 * 1000,
});
