/**
 * A WAVE file: mono, 16 bit. What Chromium's fake microphone reads, and what a person opens to hear why a test failed.
 *
 * @param samples full scale at 1; what is louder is cut off
 * @param rate samples per second
 */
export function wavOf(samples: Float32Array, rate: number): Uint8Array {
	const file = new Uint8Array(44 + samples.length * 2);
	const view = new DataView(file.buffer);
	const tag = (at: number, text: string) => file.set(new TextEncoder().encode(text), at);
	tag(0, 'RIFF');
	view.setUint32(4, file.length - 8, true);
	tag(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, rate, true);
	view.setUint32(28, rate * 2, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	tag(36, 'data');
	view.setUint32(40, samples.length * 2, true);
	for (const [index, sample] of samples.entries()) {
		const clipped = Math.max(-1, Math.min(1, sample));
		view.setInt16(44 + index * 2, Math.round(clipped * 32_767), true);
	}
	return file;
}
