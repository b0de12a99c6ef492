/**
 * What the offline demo says, as the tests expect it: by its own functions, so that a changed wording is not a failure.
 *
 * @module
 */
import { persona } from '../worker/persona.ts';
import { offlineListens } from '../worker/voice/offline/index.ts';

const offline = { voice: 'offline', listens: offlineListens(process.env) } as const;

export const GREETING = persona.opening({ ...offline, start: 'first' });
export const WELCOME_BACK = persona.opening({ ...offline, start: 'return' });

/** Minimal pairs of each other: whoever hears one of them has heard that one. */
export const COUNTS = [
	'One, two.',
	'One, two, three.',
	'One, two, three, four.',
	'One, two, three, four, five.',
] as const;

/** What is typed, and what is heard then; each a minimal pair of the others. */
export const NAMES = ['Anna', 'Peter', 'Maria', 'Tom'].map((name) => ({
	typed: `my name is ${name}`,
	says: `Nice to meet you, ${name}.`,
}));
