/**
 * Settings of property tests that are to turn red: the first failure is enough, and nobody waits for a smaller one.
 *
 * @module
 */
import fc from 'fast-check';
import { PROPERTY_MS } from './property-ms.ts';

const ms = process.env[PROPERTY_MS];
fc.configureGlobal({
	endOnFailure: true,
	includeErrorInReport: true,
	...(ms === undefined ? {} : { interruptAfterTimeLimit: Number(ms) }),
});
