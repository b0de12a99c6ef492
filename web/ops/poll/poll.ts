/**
 * Asks again and again: one request at a time, later after each failure, and not at all while nobody looks.
 *
 * @module
 */

/** `more`: the rest is asked for at once. */
export type Asked = 'done' | 'more' | 'failed';

export interface Surroundings {
	readonly now: () => number;
	/** @returns calls it off */
	readonly later: (ms: number, then: () => void) => () => void;
	readonly isHidden: () => boolean;
	/** The page is hidden, or seen again. @returns stops telling */
	readonly onVisibility: (tell: () => void) => () => void;
}

export interface PollOptions {
	/** Does not throw. */
	readonly ask: () => Promise<Asked>;
	readonly everyMs: number;
	readonly surroundings: Omit<Surroundings, 'now'>;
}

export interface Poll {
	/** Asks now; while a request is under way, once more after it; not when the last one has failed. */
	readonly hurry: () => void;
	readonly stop: () => void;
}

/** Between two requests, however many have failed. */
const LONGEST_MS = 60_000;

export function makePoll({ ask, everyMs, surroundings }: PollOptions): Poll {
	const { later, isHidden, onVisibility } = surroundings;
	let failures = 0;
	let state: 'waiting' | 'asking' | 'again' | 'hidden' | 'stopped' = 'waiting';
	let callOff = () => {};

	const isStopped = () => state === 'stopped';
	async function turn(): Promise<void> {
		callOff();
		if (isHidden()) {
			state = 'hidden';
			return;
		}
		state = 'asking';
		const asked = await ask();
		if (isStopped()) return;
		failures = asked === 'failed' ? failures + 1 : 0;
		const isAgain = asked === 'more' || (asked === 'done' && isHurried());
		state = 'waiting';
		// Also at once: an answer that comes at once shall not keep the page from being drawn.
		callOff = later(isAgain ? 0 : Math.min(LONGEST_MS, everyMs * 2 ** failures), () => void turn());
	}
	const isHurried = () => state === 'again';

	const unsubscribe = onVisibility(() => {
		if (state === 'hidden' && !isHidden()) void turn();
	});
	void turn();
	return {
		hurry() {
			if (state === 'asking') state = 'again';
			if (state === 'waiting' && failures === 0) void turn();
		},
		stop() {
			callOff();
			unsubscribe();
			state = 'stopped';
		},
	};
}
