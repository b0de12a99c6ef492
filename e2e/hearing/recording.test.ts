import { expect, test } from 'vitest';
import { between, endOf, fromPcm16, RATE } from './recording.ts';

const counting = { at: 10_000, samples: Float32Array.from({ length: RATE }, (_, index) => index) };

test('a part of a recording has the time of its first sample', () => {
	const part = between(counting, 10_250, 10_500);
	expect(part.at).toBe(10_250);
	expect(part.samples[0]).toBe(RATE / 4);
	expect(endOf(part)).toBe(10_500);
});

test('what is asked for beyond a recording is left out', () => {
	expect(between(counting, 0, Number.POSITIVE_INFINITY)).toEqual(counting);
	expect(between(counting, 20_000, 30_000).samples).toHaveLength(0);
	expect(between(counting, 10_500, 10_400).samples).toHaveLength(0);
});

test('16 bit samples have full scale at 1', () => {
	expect([...fromPcm16(Int16Array.of(0, -32_768, 16_384))]).toEqual([0, -1, 0.5]);
});
