/**
 * The sound that a sentence of the agent is expected to make: flite makes the same bytes of the same text, here and in
 * the worker.
 *
 * @module
 */
import { type FliteVoice, makeFlite } from '../../worker/voice/offline/flite/speech.ts';
import { fromPcm16 } from './recording.ts';
import { type Sentence, sentenceOf } from './sentence.ts';

/** Makes the expected sound of a text. Each text is synthesized once. */
export type ExpectedVoice = (text: string) => Promise<Sentence>;

export function makeExpectedVoice(voice: FliteVoice): ExpectedVoice {
	const flite = makeFlite({ voice });
	const made = new Map<string, Promise<Sentence>>();
	const make = async (text: string) => {
		const speeches = await Promise.all(utterancesOf(text).map((utterance) => flite.synthesize(utterance)));
		return sentenceOf(
			text,
			speeches.map(({ pcm }) => fromPcm16(pcm)),
		);
	};
	return (text) => {
		const sentence = made.get(text) ?? make(text);
		made.set(text, sentence);
		return sentence;
	};
}

/** agents-js: up to so many characters are not spoken alone, but together with the sentence that follows. */
const ALONE = 20;

/**
 * What the agent synthesizes in one go. A sentence sounds different when another one follows it in the same breath, so
 * agents-js' rule (`splitSentences` in its `tokenize/basic`) is followed.
 */
export function utterancesOf(text: string): string[] {
	const utterances: string[] = [];
	let short = '';
	for (const sentence of text.split(/(?<=[.!?])\s+/).filter((part) => part !== '')) {
		const joined = short === '' ? sentence : `${short} ${sentence}`;
		if (joined.length > ALONE) utterances.push(joined);
		short = joined.length > ALONE ? '' : joined;
	}
	return short === '' ? utterances : [...utterances, short];
}
