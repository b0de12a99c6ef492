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
export const APOLOGY = persona.opening({ ...offline, start: 'replacement' });

/** A signed token of any kind. Ids of LiveKit's may begin like one by chance. */
export const TOKEN = /eyJ[\w-]{8,}\.eyJ/;

/** What is asked, what is heard then, and what it could be mistaken for. */
export interface Exchange {
	readonly asks: string;
	readonly says: string;
	readonly ratherThan: readonly string[];
}

/** Whoever hears one of them has heard none of the others. */
function decoysOfEachOther<Name extends string>(
	pairs: Record<Name, { asks: string; says: string }>,
): Record<Name, Exchange> {
	const all = Object.entries<{ asks: string; says: string }>(pairs);
	const withDecoys = all.map(([name, { asks, says }]) => [
		name,
		{ asks, says, ratherThan: all.map(([, other]) => other.says).filter((other) => other !== says) },
	]);
	return Object.fromEntries(withDecoys);
}

/** Minimal pairs. */
export const COUNT = decoysOfEachOther({
	two: { asks: 'count to two', says: 'One, two.' },
	three: { asks: 'count to three', says: 'One, two, three.' },
	four: { asks: 'count to four', says: 'One, two, three, four.' },
	five: { asks: 'count to five', says: 'One, two, three, four, five.' },
});

/** Nothing in common: in the first second of a stream a jitter buffer may swallow a word. */
export const TALK = decoysOfEachOther({
	name: { asks: 'my name is Peter', says: 'Nice to meet you, Peter.' },
	list: { asks: 'what is on my list', says: 'Your list is empty.' },
	count: { asks: 'count to five', says: 'One, two, three, four, five.' },
});
