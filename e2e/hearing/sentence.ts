import { levelsOf, loudestOf, SILENT, WINDOW_MS } from './loudness.ts';
import { RATE, samplesIn } from './recording.ts';
import { HOP, type Spectra, spectraOf } from './spectrum.ts';

/** What somebody says in one go, as {@link likeness} looks for it. */
export interface Sentence {
	readonly text: string;
	/** How long it takes to say. */
	readonly seconds: number;
	readonly spectra: Spectra;
	/** Rows at which another sentence begins: a speaker may pause there for longer or shorter. */
	readonly joints: readonly number[];
}

/** What is expected begins and ends with so much silence, in samples: "Yes." is not heard in "Yesterday". */
const MARGIN = RATE / 5;
/** Level to which speech is brought before it is looked at: a volume slider does not change what was said. */
const SPEECH_LEVEL = -14;
/** Windows that are within so many decibels of the loudest one make up the level of speech. */
const SPEECH_RANGE = 20;

/** @param sounds one for each sentence of `text`, as the speaker makes them */
export function sentenceOf(text: string, sounds: readonly Float32Array[]): Sentence {
	const pieces = [new Float32Array(MARGIN), ...sounds.map(wholeRows), new Float32Array(MARGIN)];
	const joints: number[] = [];
	const samples = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
	let at = 0;
	for (const [index, piece] of pieces.entries()) {
		samples.set(piece, at);
		if (index > 1 && index < pieces.length - 1) joints.push(at / HOP);
		at += piece.length;
	}
	return { text, seconds: (samples.length - 2 * MARGIN) / RATE, spectra: speechSpectra(samples), joints };
}

/** {@link spectraOf} of speech, however loud it arrives. */
export function speechSpectra(samples: Float32Array): Spectra {
	const recording = { at: 0, samples };
	const loudest = loudestOf(recording);
	if (loudest < SILENT) return spectraOf(samples);
	const levels = levelsOf(recording).filter((level) => level >= loudest - SPEECH_RANGE);
	const power = levels.reduce((sum, level) => sum + 10 ** (level / 10), 0) / levels.length;
	const gain = 10 ** (SPEECH_LEVEL / 20) / Math.sqrt(power);
	return spectraOf(samples.map((sample) => sample * gain));
}

/** Without the silence after the last sound, and as long as whole rows. */
function wholeRows(samples: Float32Array): Float32Array {
	const last = levelsOf({ at: 0, samples }).findLastIndex((level) => level >= SILENT);
	const length = Math.ceil(samplesIn((last + 1) * WINDOW_MS) / HOP) * HOP;
	const whole = new Float32Array(length);
	whole.set(samples.subarray(0, length));
	return whole;
}
