/**
 * How a run of property tests is told to be a short one.
 *
 * @module
 */

/** For how long each property looks for a failure, in milliseconds; absent: as often as it says. */
export const PROPERTY_MS = 'GREENROOM_PROPERTY_MS';
