/** Samples per second of everything that is compared here: flite speaks at it, and speech has little above 8 kHz. */
export const RATE = 16_000;

/** Mono sound at {@link RATE}, full scale at 1, with the time of its first sample. */
export interface Recording {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly samples: Float32Array;
}

/** From when to when, in milliseconds since the epoch. */
export interface Span {
	readonly beganAt: number;
	readonly endedAt: number;
}

export const millisecondsOf = (samples: number): number => (samples / RATE) * 1000;

export const samplesIn = (milliseconds: number): number => Math.round((milliseconds / 1000) * RATE);

/** When a recording ends, in milliseconds since the epoch. */
export const endOf = ({ at, samples }: Recording): number => at + millisecondsOf(samples.length);

/** What of a recording lies between two times, both in milliseconds since the epoch. Shares its memory. */
export function between({ at, samples }: Recording, from: number, to: number): Recording {
	const index = (time: number) => Math.min(samples.length, Math.max(0, samplesIn(time - at)));
	const first = index(from);
	return { at: at + millisecondsOf(first), samples: samples.subarray(first, Math.max(first, index(to))) };
}

/** 16 bit samples, as flite makes them, at full scale 1. */
export const fromPcm16 = (pcm: Int16Array): Float32Array => Float32Array.from(pcm, (sample) => sample / 32_768);
