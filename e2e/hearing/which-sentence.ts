import { duel } from './duel.ts';
import { type Likeness, likeness } from './likeness.ts';
import { voicedSpans } from './loudness.ts';
import { between, endOf, millisecondsOf, type Recording, type Span } from './recording.ts';
import { type Sentence, speechSpectra } from './sentence.ts';

/**
 * A sentence that was said scores at least so much. 180 were recorded from LiveKit in Chromium, most of them on a starved
 * machine: none scored less than 0.92 (median 0.99). What was not said scored up to 0.83, or 0.97 when it differed in one
 * word; answers that were cut in half up to 0.79 (a single short word: 0.93).
 */
export const ALIKE = 0.88;
/**
 * And it wins so clearly against each other candidate that is as much alike. In those recordings what was said won by 0.86
 * or more in each of 281 duels, with sentences that differed in a word, were its beginning or went on after it.
 */
export const CLEAR = 0.7;

export interface Ranked {
	readonly text: string;
	readonly score: number;
}

/**
 * - `nothing`: nobody speaks
 * - `unlike`: none of the candidates
 * - `ambiguous`: two candidates explain it equally well
 * - `said`: the first of the ranking
 */
export type Recognition = { readonly ranking: readonly Ranked[] } & (
	| { readonly outcome: 'nothing' | 'unlike' | 'ambiguous' }
	| { readonly outcome: 'said'; readonly text: string; readonly span: Span }
);

interface Candidate extends Likeness {
	readonly text: string;
}

/** Which of the candidates is said in a recording. */
export function whichSentence(recording: Recording, sentences: readonly Sentence[]): Recognition {
	const heard = speechSpectra(recording.samples);
	const candidates: Candidate[] = sentences
		.map((sentence) => ({ text: sentence.text, ...likeness(sentence, heard) }))
		.sort((a, b) => b.score - a.score);
	const alike = candidates.filter(({ score }) => score >= ALIKE);
	const winner = alike.find((one) => alike.every((other) => other === one || duel(one, other) >= CLEAR));
	const ranking = candidates
		.toSorted((a, b) => Number(b === winner) - Number(a === winner))
		.map(({ text, score }) => ({ text, score }));
	if (voicedSpans(recording).length === 0) return { outcome: 'nothing', ranking };
	if (alike.length === 0) return { outcome: 'unlike', ranking };
	if (winner === undefined) return { outcome: 'ambiguous', ranking };
	return { outcome: 'said', text: winner.text, span: voicedWithin(recording, winner), ranking };
}

/** From the first to the last voiced moment of the place where the sentence lies. */
function voicedWithin(recording: Recording, { from, to }: Candidate): Span {
	const place = between(recording, recording.at + millisecondsOf(from), recording.at + millisecondsOf(to));
	const spans = voicedSpans(place);
	return { beganAt: spans[0]?.beganAt ?? place.at, endedAt: spans.at(-1)?.endedAt ?? endOf(place) };
}
