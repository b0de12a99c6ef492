/**
 * Was this sentence said? A recording is compared with the sound that the speech synthesizer makes of the sentence.
 *
 * @module
 */
import { align, heardAt } from './alignment.ts';
import type { Sentence } from './sentence.ts';
import { BANDS, HOP, SILENCE, type Spectra } from './spectrum.ts';

export interface Likeness {
	/** 1 for the same sound, about 0 for sounds that have nothing to do with each other. */
	readonly score: number;
	/** Where in what was heard the sentence lies if it was said, in samples. */
	readonly from: number;
	readonly to: number;
	/** For each row of what was heard how much the sentence leaves unexplained; around the sentence it says silence. */
	readonly unexplained: Float64Array;
}

/** Rows before and after what was heard in which a sentence may go on, unheard. */
const BEYOND = 100;

/**
 * How much a sentence sounds like the place in a recording that is most like it.
 *
 * @param heard see {@link speechSpectra}
 */
export function likeness({ spectra, joints }: Sentence, heard: Spectra): Likeness {
	const rows = align(spectra, joints, heard);
	return {
		score: correlation(spectra, heard, rows),
		from: Math.max(0, rows[0] ?? 0) * HOP,
		to: Math.min(heard.rows, (rows.at(-1) ?? 0) + 1) * HOP,
		unexplained: unexplainedBy(spectra, heard, rows),
	};
}

/**
 * The correlation of all values, each seen against the mean of its band: what all speech has in common (loud low bands,
 * faint high ones) is no likeness.
 */
function correlation(expected: Spectra, heard: Spectra, rows: Int32Array): number {
	let both = 0;
	let ofExpected = 0;
	let ofHeard = 0;
	for (let band = 0; band < BANDS; band += 1) {
		let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
		for (const [row, heardRow] of rows.entries()) {
			const a = expected.values[row * BANDS + band] ?? 0;
			const b = heardAt(heard, heardRow, band);
			x += a;
			y += b;
			xx += a * a;
			yy += b * b;
			xy += a * b;
		}
		both += xy - (x * y) / rows.length;
		ofExpected += xx - (x * x) / rows.length;
		ofHeard += yy - (y * y) / rows.length;
	}
	// Silence is like nothing; rounding leaves a little variance in it.
	const FLAT = 1e-3;
	return ofExpected < FLAT || ofHeard < FLAT ? 0 : both / Math.sqrt(ofExpected * ofHeard);
}

function unexplainedBy(expected: Spectra, heard: Spectra, rows: Int32Array): Float64Array {
	const said = new Float32Array((heard.rows + 2 * BEYOND) * BANDS).fill(SILENCE);
	for (const [row, heardRow] of rows.entries()) {
		if (heardRow < -BEYOND || heardRow >= heard.rows + BEYOND) continue;
		said.set(expected.values.subarray(row * BANDS, (row + 1) * BANDS), (heardRow + BEYOND) * BANDS);
	}
	return Float64Array.from({ length: heard.rows + 2 * BEYOND }, (_, row) => {
		let sum = 0;
		for (let band = 0; band < BANDS; band += 1) {
			sum += ((said[row * BANDS + band] ?? 0) - heardAt(heard, row - BEYOND, band)) ** 2;
		}
		return sum;
	});
}
