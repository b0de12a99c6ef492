/**
 * Flite's output file: RIFF WAVE, mono, 16 bit.
 *
 * @module
 */

/** Samples per second of every voice that {@link FliteVoice} names. */
export const FLITE_SAMPLE_RATE = 16_000;

/** About -50 dBFS: above the noise that the voices begin with, below the first consonant. */
const AUDIBLE = 100;
/** 20 ms before the first audible sample are kept: "th" and "h" begin below the threshold. */
const LEAD_IN = FLITE_SAMPLE_RATE / 50;

const tag = (view: DataView, at: number): string =>
	String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/**
 * The samples of a WAVE file, in memory of their own.
 *
 * @throws RangeError when it is no 16 kHz mono WAVE file: another voice or another build of flite
 */
export function readWav(file: Uint8Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	if (file.length < 44 || tag(view, 0) !== 'RIFF') throw new RangeError(`not a WAVE file (${file.length} bytes)`);
	const channels = view.getUint16(22, true);
	const rate = view.getUint32(24, true);
	if (channels !== 1 || rate !== FLITE_SAMPLE_RATE)
		throw new RangeError(`expected mono at ${FLITE_SAMPLE_RATE} Hz, got ${channels} channels at ${rate} Hz`);
	let at = 12;
	while (at + 8 <= file.length && tag(view, at) !== 'data') at += 8 + view.getUint32(at + 4, true);
	if (at + 8 > file.length) throw new RangeError('a WAVE file without a "data" chunk');
	const length = Math.min(view.getUint32(at + 4, true), file.length - at - 8);
	return new Int16Array(file.slice(at + 8, at + 8 + (length & ~1)).buffer);
}

/**
 * Without the silence before the first sound, which is 120 to 270 ms long: that much sooner the answer is heard.
 * What is silent altogether becomes 0 samples.
 */
export function trimLead(pcm: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
	const first = pcm.findIndex((sample) => Math.abs(sample) > AUDIBLE);
	return first === -1 ? new Int16Array(0) : pcm.slice(Math.max(0, first - LEAD_IN));
}
