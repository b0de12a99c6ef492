/**
 * Sound as a picture: how loud each of 24 bands is, every 10 ms. What the ear tells sentences apart by, and what
 * codecs and jitter buffers leave as it is, while they change the waveform beyond recognition.
 *
 * @module
 */
import { transform } from './fourier.ts';
import { RATE } from './recording.ts';

/** Samples between two rows: 10 ms. */
export const HOP = RATE / 100;
export const BANDS = 24;

/** Samples under the window: 32 ms, a power of two for the transform. */
const SIZE = 512;
const LOWEST_HZ = 80;
const HIGHEST_HZ = 7_600;
/**
 * -50 dBFS in a band. Below it everything is equally silent, so that codec noise is no difference. Of -65, -60, -55, -50
 * and -45 it told the sentences of 90 LiveKit recordings apart best.
 */
const FLOOR = 1e-5;
/** A band in which nothing is heard. */
export const SILENCE = Math.log10(FLOOR);

/** Row after row of {@link BANDS} values, in tens of decibels. */
export interface Spectra {
	readonly rows: number;
	readonly values: Float32Array;
}

export function spectraOf(samples: Float32Array): Spectra {
	const rows = Math.ceil(samples.length / HOP);
	const values = new Float32Array(rows * BANDS);
	const real = new Float64Array(SIZE);
	const imaginary = new Float64Array(SIZE);
	for (let row = 0; row < rows; row += 1) {
		const first = row * HOP + HOP / 2 - SIZE / 2;
		for (let index = 0; index < SIZE; index += 1) real[index] = (samples[first + index] ?? 0) * at(WINDOW, index);
		imaginary.fill(0);
		transform(real, imaginary);
		for (const [band, [from, to]] of BAND_BINS.entries()) {
			let power = 0;
			for (let bin = from; bin < to; bin += 1) power += at(real, bin) ** 2 + at(imaginary, bin) ** 2;
			values[row * BANDS + band] = Math.log10(power + FLOOR);
		}
	}
	return { rows, values };
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;

/** A Hann window, scaled so that the powers of all bins of a full-scale sine add up to about 1. */
const WINDOW = Float64Array.from(
	{ length: SIZE },
	(_, index) => ((1 - Math.cos((2 * Math.PI * index) / SIZE)) / SIZE) * Math.sqrt(2 / 1.5),
);

/** Bands as wide as hearing is sharp: equal steps on the mel scale. First bin, and the one after the last. */
const BAND_BINS: readonly (readonly [number, number])[] = (() => {
	const mel = (hertz: number) => Math.log1p(hertz / 700);
	const edges = Array.from({ length: BANDS + 1 }, (_, index) => {
		const hertz = 700 * Math.expm1(mel(LOWEST_HZ) + ((mel(HIGHEST_HZ) - mel(LOWEST_HZ)) * index) / BANDS);
		return Math.round((hertz * SIZE) / RATE);
	});
	return edges.slice(1).map((edge, index) => {
		const from = edges[index] ?? 0;
		return [from, Math.max(edge, from + 1)] as const;
	});
})();
