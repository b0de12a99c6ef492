import { describe, expect, test } from 'vitest';
import { readWav, trimLead } from './wav.ts';

function wav(samples: readonly number[], { rate = 16_000, extra = 0 } = {}): Uint8Array<ArrayBuffer> {
	const file = new Uint8Array(44 + extra + samples.length * 2);
	const view = new DataView(file.buffer);
	const text = (at: number, value: string) => file.set(new TextEncoder().encode(value), at);
	text(0, 'RIFF');
	text(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, rate, true);
	if (extra > 0) {
		text(36, 'LIST');
		view.setUint32(40, extra - 8, true);
	}
	text(36 + extra, 'data');
	view.setUint32(40 + extra, samples.length * 2, true);
	new Int16Array(file.buffer, 44 + extra).set(samples);
	return file;
}

describe('readWav', () => {
	test('gives the samples, past chunks that it does not know', () => {
		expect([...readWav(wav([1, -2, 3]))]).toEqual([1, -2, 3]);
		expect([...readWav(wav([1, -2, 3], { extra: 12 }))]).toEqual([1, -2, 3]);
	});

	test('gives samples that a later change of the file does not touch', () => {
		const file = wav([7, 8]);
		const pcm = readWav(file);
		file.fill(0);
		expect([...pcm]).toEqual([7, 8]);
	});

	test('refuses another sample rate and what is no WAVE file', () => {
		expect(() => readWav(wav([1], { rate: 8_000 }))).toThrow('8000 Hz');
		expect(() => readWav(new Uint8Array(100))).toThrow('not a WAVE file');
	});
});

describe('trimLead', () => {
	test('keeps 20 ms before the first sound and everything after it', () => {
		const trimmed = trimLead(new Int16Array([...Array<number>(1_000).fill(3), 500, 0, 0]));
		expect(trimmed).toHaveLength(320 + 3);
		expect(trimmed[320]).toBe(500);
	});

	test('keeps sound that begins at once', () => {
		expect([...trimLead(new Int16Array([-500, 1]))]).toEqual([-500, 1]);
	});

	test('makes nothing of silence', () => {
		expect(trimLead(new Int16Array(4_000))).toHaveLength(0);
	});
});
