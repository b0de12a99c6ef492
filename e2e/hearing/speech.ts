/**
 * What a synthetic caller says into Chromium's fake microphone, laid out in time.
 *
 * @module
 */
import { voicedSpans } from './loudness.ts';
import { RATE, samplesIn } from './recording.ts';
import { resample } from './resample.ts';
import { wavOf } from './wav.ts';

/** A sentence and when it is said. */
export interface Line {
	/** Milliseconds from when the microphone is opened to the first sample. */
	readonly at: number;
	/** At {@link RATE}. */
	readonly samples: Float32Array;
}

/** From the first to the last voiced moment of a line, in milliseconds from when the microphone is opened. */
export interface Spoken {
	readonly from: number;
	readonly to: number;
}

export interface Speech {
	readonly wav: Uint8Array;
	/** One for each line. */
	readonly spoken: readonly Spoken[];
}

/** What Chromium's fake microphone works at; with another rate it would resample, and worse. */
const MICROPHONE_RATE = 48_000;
/** Played once, Chromium's fake microphone repeats its last buffer for ever: that has to be silence. */
const AFTERWARDS = 1_000;

/**
 * @throws RangeError when a line begins before the one before it has ended, or when nobody speaks in it
 */
export function layOut(lines: readonly Line[]): Speech {
	const ends = lines.map(({ at, samples }) => samplesIn(at) + samples.length);
	const all = new Float32Array(Math.max(0, ...ends) + samplesIn(AFTERWARDS));
	for (const [index, { at, samples }] of lines.entries()) {
		if (samplesIn(at) < (ends[index - 1] ?? 0))
			throw new RangeError(`line ${index} begins before line ${index - 1} has ended`);
		all.set(samples, samplesIn(at));
	}
	return { wav: wavOf(resample(all, RATE, MICROPHONE_RATE), MICROPHONE_RATE), spoken: lines.map(spokenIn) };
}

function spokenIn({ at, samples }: Line, index: number): Spoken {
	const spans = voicedSpans({ at, samples });
	const [first, last] = [spans.at(0), spans.at(-1)];
	if (!first || !last) throw new RangeError(`nobody speaks in line ${index}`);
	return { from: first.beganAt, to: last.endedAt };
}
