import { expect, test } from 'vitest';
import { listenForVoice } from './voice.ts';

const FRAME_MS = 10;
/** A tone of 10 ms at 16 kHz. */
const frame = (amplitude: number): Int16Array =>
	Int16Array.from({ length: 160 }, (_, i) => amplitude * Math.sin((2 * Math.PI * 440 * i) / 16_000));
const isHeard = (...amplitudes: readonly number[]): boolean => {
	const listen = listenForVoice();
	return amplitudes.map((amplitude) => listen(frame(amplitude), FRAME_MS)).at(-1) ?? false;
};
const LOUD = 8_000;
/** 40 dB below what somebody says. */
const HISS = 80;
const times = (count: number, amplitude: number): number[] => Array.from({ length: count }, () => amplitude);

test('50 ms of a voice are one, whatever comes before and after', () => {
	expect(isHeard(...times(20, 0), ...times(5, LOUD))).toBe(true);
	expect(isHeard(...times(5, LOUD), ...times(20, 0))).toBe(true);
});

test('silence, a hiss and clicks are none', () => {
	expect(isHeard(...times(500, 0))).toBe(false);
	expect(isHeard(...times(500, HISS))).toBe(false);
	expect(isHeard(...times(4, LOUD))).toBe(false);
	expect(isHeard(...Array.from({ length: 50 }, () => [...times(4, LOUD), 0]).flat())).toBe(false);
	expect(isHeard()).toBe(false);
});
