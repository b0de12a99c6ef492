/**
 * How loud it is, and when somebody speaks. Levels are dBFS: the mean power in decibels, 0 for the loudest square wave.
 *
 * @module
 */
import { RATE, type Recording, type Span } from './recording.ts';

/** Below it nothing is heard. In Chromium, a LiveKit track on which nobody speaks arrived at -90 or less. */
export const SILENT = -50;

/** Above it somebody speaks. flite's slt arrived with a median of -19; what is between its words, below -60. */
export const VOICED = -35;

/** So finely is time told apart, in milliseconds. */
export const WINDOW_MS = 10;
const WINDOW = (RATE * WINDOW_MS) / 1000;
const NOTHING = -120;

/** The level of a sound as a whole. Digital silence and no samples at all have -120. */
export function loudness(samples: Float32Array): number {
	let power = 0;
	for (const sample of samples) power += sample * sample;
	return samples.length === 0 ? NOTHING : Math.max(NOTHING, 10 * Math.log10(power / samples.length));
}

/** The levels of a recording, one for each {@link WINDOW_MS} that is complete. */
export function levelsOf({ samples }: Recording): number[] {
	const windows = Math.floor(samples.length / WINDOW);
	return Array.from({ length: windows }, (_, index) =>
		loudness(samples.subarray(index * WINDOW, (index + 1) * WINDOW)),
	);
}

/** The level of the loudest moment. */
export const loudestOf = (recording: Recording): number =>
	levelsOf(recording).reduce((a, b) => Math.max(a, b), NOTHING);

/**
 * When somebody speaks.
 *
 * @param bridge pauses up to this many milliseconds do not end what is said: between sentences flite leaves 80 to 250
 * @param least in milliseconds of voice; what is shorter is a click
 */
export function voicedSpans(recording: Recording, { bridge = 600, least = 50 } = {}): Span[] {
	const spans: { first: number; last: number; voiced: number }[] = [];
	for (const [index, level] of levelsOf(recording).entries()) {
		if (level < VOICED) continue;
		const current = spans.at(-1);
		if (current && (index - current.last - 1) * WINDOW_MS <= bridge) {
			current.last = index;
			current.voiced += 1;
		} else spans.push({ first: index, last: index, voiced: 1 });
	}
	return spans
		.filter(({ voiced }) => voiced * WINDOW_MS >= least)
		.map(({ first, last }) => ({
			beganAt: recording.at + first * WINDOW_MS,
			endedAt: recording.at + (last + 1) * WINDOW_MS,
		}));
}

/** The first stretch of at least `length` milliseconds in which nothing is heard. */
export function silentSpan(recording: Recording, length: number): Span | null {
	let silent = 0;
	for (const [index, level] of levelsOf(recording).entries()) {
		silent = level < SILENT ? silent + 1 : 0;
		if (silent * WINDOW_MS >= length) {
			const endedAt = recording.at + (index + 1) * WINDOW_MS;
			return { beganAt: endedAt - silent * WINDOW_MS, endedAt };
		}
	}
	return null;
}
