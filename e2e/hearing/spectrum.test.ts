import { expect, test } from 'vitest';
import { joined, silence, tone } from './sounds.ts';
import { BANDS, SILENCE, spectraOf } from './spectrum.ts';

const row = (sound: Float32Array, index: number) => {
	const { values } = spectraOf(sound);
	return [...values.subarray(index * BANDS, (index + 1) * BANDS)];
};
const loudestBand = (values: number[]) => values.indexOf(Math.max(...values));

test('a tone is loud in its band, and only there', () => {
	const values = row(tone(1_000, 200), 10);
	const loudest = loudestBand(values);
	const [beside, far] = [values[loudest - 1] ?? 0, values[loudest - 4] ?? 0];
	expect(values[loudest]).toBeGreaterThan(beside);
	expect(far).toBeCloseTo(SILENCE, 1);
	expect(loudestBand(row(tone(3_000, 200), 10))).toBeGreaterThan(loudest);
});

test('a band tells the level of a tone in tens of decibels', () => {
	const loud = Math.max(...row(tone(1_000, 200, { amplitude: 0.5 }), 10));
	const faint = Math.max(...row(tone(1_000, 200, { amplitude: 0.05 }), 10));
	expect(loud - faint).toBeCloseTo(2, 1);
});

test('each row belongs to its 10 ms', () => {
	const sound = joined(silence(500), tone(1_000, 500));
	expect(spectraOf(sound).rows).toBe(100);
	expect(Math.max(...row(sound, 46))).toBeCloseTo(SILENCE, 3);
	expect(Math.max(...row(sound, 54))).toBeGreaterThan(-2);
});

test('noise below -50 dBFS is silence', () => {
	expect(Math.max(...row(tone(1_000, 200, { amplitude: 0.0005 }), 10))).toBeLessThan(SILENCE + 0.1);
});
