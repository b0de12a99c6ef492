import { describe, expect, test } from 'vitest';
import { loudness } from './loudness.ts';
import { makeResampler, resample } from './resample.ts';
import { tone } from './sounds.ts';

describe.each([
	{ from: 44_100, to: 16_000 },
	{ from: 48_000, to: 16_000 },
	{ from: 16_000, to: 48_000 },
])('from $from to $to samples per second', ({ from, to }) => {
	test('a tone stays the same tone', () => {
		const original = tone(1_000, 500, { rate: from });
		const changed = resample(original, from, to);
		expect(Math.abs(changed.length - to / 2)).toBeLessThanOrEqual(1);
		const expected = tone(1_000, 500, { rate: to });
		const inner = changed.subarray(100, -100);
		const difference = inner.map((sample, index) => sample - (expected[index + 100] ?? 0));
		expect(loudness(difference)).toBeLessThan(loudness(inner) - 50);
	});

	test('pieces give the same as the whole', () => {
		const original = tone(440, 200, { rate: from });
		const whole = makeResampler(from, to).push(original);
		const pieces = makeResampler(from, to);
		const parts: number[] = [];
		for (let at = 0; at < original.length; at += 441) parts.push(...pieces.push(original.subarray(at, at + 441)));
		expect(parts).toEqual([...whole]);
	});

	test('a sample stays at its time', () => {
		const click = new Float32Array(from / 10);
		click[from / 20] = 1;
		const changed = resample(click, from, to);
		const loudest = changed.reduce((best, sample, index) => (sample > (changed[best] ?? 0) ? index : best), 0);
		expect(loudest).toBe(to / 20);
	});
});

test('what the lower rate cannot hold is taken out instead of folded back', () => {
	const tooHigh = resample(tone(11_000, 200, { rate: 44_100 }), 44_100, 16_000);
	expect(loudness(tooHigh.subarray(200, -200))).toBeLessThan(-60);
	const justRight = resample(tone(6_000, 200, { rate: 44_100 }), 44_100, 16_000);
	expect(loudness(justRight.subarray(200, -200))).toBeCloseTo(loudness(tone(6_000, 200)), 1);
});
