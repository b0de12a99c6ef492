/**
 * Sounds to try the ear with: what it has to hear, and what it must not take for speech.
 *
 * @module
 */
import { RATE, samplesIn } from './recording.ts';

/** A sine of so many hertz, full scale at 1. */
export const tone = (hertz: number, milliseconds: number, { amplitude = 0.3, rate = RATE } = {}): Float32Array =>
	Float32Array.from({ length: Math.round((milliseconds * rate) / 1000) }, (_, index) => {
		return amplitude * Math.sin((2 * Math.PI * hertz * index) / rate);
	});

export const silence = (milliseconds: number): Float32Array => new Float32Array(samplesIn(milliseconds));

/** White noise, the same for the same seed. */
export function noise(milliseconds: number, { amplitude = 0.3, seed = 1 } = {}): Float32Array {
	let state = seed;
	return silence(milliseconds).map(() => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return amplitude * (state / 2 ** 31 - 1);
	});
}

/** One after the other. */
export function joined(...sounds: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(sounds.reduce((length, sound) => length + sound.length, 0));
	let at = 0;
	for (const sound of sounds) {
		all.set(sound, at);
		at += sound.length;
	}
	return all;
}

/** At the same time; as long as the first. */
export const mixed = (sound: Float32Array, ...others: readonly Float32Array[]): Float32Array =>
	sound.map((sample, index) => others.reduce((sum, other) => sum + (other[index] ?? 0), sample));

export const louder = (sound: Float32Array, factor: number): Float32Array => sound.map((sample) => sample * factor);
