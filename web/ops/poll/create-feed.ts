/**
 * What a door said last, how old that is, and why there is nothing newer.
 *
 * @module
 */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Answer } from '../../call/api/answer.ts';
import { makePoll, type Poll, type Surroundings } from './poll.ts';

/** Why the last request has brought nothing. */
export type Failing = 'unreachable' | 'store' | 'refused';

export interface Feed<T> extends Pick<Poll, 'hurry'> {
	/** Null: nothing was ever answered. It stays while nothing newer comes. */
	readonly value: Accessor<T | null>;
	/** When it was answered, by this computer's clock. */
	readonly answeredAt: Accessor<number | null>;
	readonly failing: Accessor<Failing | null>;
}

export interface FeedOptions<T> {
	readonly ask: () => Promise<Answer<T>>;
	/** @returns whether the rest is to be asked for at once */
	readonly heard?: (value: T) => boolean;
	readonly everyMs: number;
	readonly surroundings: Surroundings;
}

export function createFeed<T extends object>({ ask, heard, everyMs, surroundings }: FeedOptions<T>): Feed<T> {
	const [value, setValue] = createSignal<T | null>(null);
	const [answeredAt, setAnsweredAt] = createSignal<number | null>(null);
	const [failing, setFailing] = createSignal<Failing | null>(null);
	const poll = makePoll({
		everyMs,
		surroundings,
		async ask() {
			const answer = await ask();
			setFailing(whyFailing(answer));
			if (answer.outcome !== 'answered') return 'failed';
			setAnsweredAt(surroundings.now());
			setValue(() => answer.value);
			return heard?.(answer.value) ? 'more' : 'done';
		},
	});
	onCleanup(poll.stop);
	return { value, answeredAt, failing, hurry: poll.hurry };
}

export function whyFailing(answer: Answer<unknown>): Failing | null {
	switch (answer.outcome) {
		case 'answered':
			return null;
		case 'unreachable':
			return 'unreachable';
		case 'refused':
			return answer.code === 'store_unavailable' ? 'store' : 'refused';
	}
}
