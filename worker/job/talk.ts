/**
 * What the agent says of its own accord, and when: the opening, what a refresh has cut off, answers to what is typed.
 * Nothing is said that nobody hears.
 *
 * @module
 */
import type { Hears } from '../../functions/protocol/call.ts';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { makeHearing, type Sender } from './hearing.ts';
import { type IsAnswer, owesAfter, owesAnswer } from './owed.ts';
import { abandoned, beginSpeech, committed, spoke, unheard } from './speech.ts';

/** A typed message that was taken. */
export interface Typed {
	readonly id: string;
	readonly text: string;
}

/** The session, as far as talking goes. */
export interface TalkPorts {
	say(text: string): void;
	/**
	 * Answers a message, or with null what was said last. After what is being said.
	 *
	 * @param before messages that get no answer of their own any more, and are known when this one is answered
	 * @returns when that is over, whether a word of the answer was said
	 */
	answer(message: Typed | null, before: readonly Typed[]): Promise<boolean>;
	/** Resolves when nothing is being said any more. */
	interrupt(): Promise<void>;
	/** It thinks or speaks. */
	isBusy(): boolean;
}

export interface TalkOptions extends TalkPorts {
	readonly opening: string;
	/** Turns before this call, oldest first. */
	readonly history: readonly Turn[];
	readonly isAnswer: IsAnswer;
	readonly patienceMs?: number;
}

export interface Talk {
	/** The session runs; before that, what comes is kept. */
	start(): void;
	/** @param page sid of its participant */
	arrived(page: string): void;
	left(page: string): void;
	hears(report: Hears, from: Sender): void;
	typed(message: Typed, from: Sender): void;
	/** The agent begins to say `text`, or goes on with it. */
	spoke(text: string): void;
	committed(turn: Turn): void;
	close(): void;
}

interface Answering {
	readonly message: Typed | null;
	readonly said: Promise<boolean>;
}

export function makeTalk(options: TalkOptions): Talk {
	const { say, answer, interrupt, isBusy, opening, history, isAnswer, patienceMs } = options;
	let speech = beginSpeech(history);
	let owes = owesAnswer(history, isAnswer);
	let running = false;
	let opened = false;
	/** What is still to be answered; null: what was said last. */
	let waiting: (Typed | null)[] = [];
	/** Answers that have been asked for and are not over. */
	let underWay: Answering[] = [];
	/** Counts the pages that are gone: what was begun for one is not finished for the next. */
	let visit = 0;
	let quiet: Promise<unknown> = Promise.resolve();
	/** Heard before the session ran. */
	let early: { readonly report: Hears | null } | null = null;

	const hearing = makeHearing({
		onHeard: (report) => void goOn(report),
		onLost() {
			visit += 1;
			early = null;
			if (running) quiet = Promise.all([quiet, fallSilent()]);
		},
		...(patienceMs === undefined ? {} : { patienceMs }),
	});

	async function goOn(report: Hears | null): Promise<void> {
		if (!running) {
			early = { report };
			return;
		}
		const now = visit;
		await quiet;
		if (now !== visit) return;
		if (!opened) {
			opened = true;
			say(opening);
			answerWaiting();
		} else if (waiting.length > 0) {
			// They have moved on: what was cut off is no longer of interest.
			answerWaiting();
		} else if (!isBusy()) {
			const rest = unheard(speech, report);
			speech = abandoned(speech);
			if (rest !== '') say(rest);
			else answerLast();
		}
	}

	/** An answer of which nobody has heard a word is owed to whoever comes, behind an opening that was cut off as well. */
	async function fallSilent(): Promise<void> {
		const cut = underWay;
		underWay = [];
		await interrupt();
		const owed = await Promise.all(cut.map(async ({ message, said }) => ((await said) ? [] : [message])));
		waiting = [...owed.flat(), ...waiting];
	}

	function give(message: Typed | null, before: readonly Typed[] = []): void {
		const answering = { message, said: answer(message, before) };
		underWay = [...underWay, answering];
		void answering.said.then(() => {
			underWay = underWay.filter((other) => other !== answering);
		});
	}

	function answerWaiting(): void {
		if (waiting.length === 0) answerLast();
		for (const message of waiting) give(message);
		waiting = [];
	}

	/** Whoever was to answer is gone, or was interrupted before a word was said. */
	function answerLast(): void {
		if (owes) give(null);
	}

	return {
		start() {
			running = true;
			if (early !== null) void goOn(early.report);
			early = null;
		},
		arrived: hearing.arrived,
		left: hearing.left,
		hears: hearing.hears,
		typed(message, from) {
			if (!hearing.isHeardBy(from) || !running) {
				waiting.push(message);
				return;
			}
			const before = underWay.flatMap((cut) => cut.message ?? []);
			underWay = [];
			void interrupt().then(() => {
				speech = abandoned(speech);
			});
			give(message, before);
		},
		spoke(text) {
			speech = spoke(speech, text);
		},
		committed(turn) {
			speech = committed(speech, turn);
			owes = owesAfter(owes, turn, isAnswer);
		},
		close: hearing.close,
	};
}
