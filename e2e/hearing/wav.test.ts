import { expect, test } from 'vitest';
import { readWav } from '../../worker/voice/offline/flite/wav.ts';
import { RATE } from './recording.ts';
import { wavOf } from './wav.ts';

test('a WAVE file holds its samples; what is too loud is cut off', () => {
	const file = wavOf(Float32Array.of(0, 0.5, -1, 7), RATE);
	expect([...readWav(Uint8Array.from(file))]).toEqual([0, 16_384, -32_767, 32_767]);
});

test('a WAVE file names its sample rate', () => {
	expect(() => readWav(Uint8Array.from(wavOf(Float32Array.of(0), 48_000)))).toThrow('48000');
});
