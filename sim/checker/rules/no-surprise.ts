/**
 * The API fails only as it says that it may.
 *
 * @module
 */
import type { Rule } from '../violation.ts';

export const noSurprise: Rule = ({ of }) =>
	of('threw').map(({ at, door, error }) => ({ rule: 'no surprise', at, what: `${door}: ${error}` }));
