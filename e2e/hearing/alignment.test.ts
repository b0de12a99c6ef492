import { describe, expect, test } from 'vitest';
import { align } from './alignment.ts';
import { joined, noise, silence, tone } from './sounds.ts';
import { spectraOf } from './spectrum.ts';

/** 2 s in which no two moments sound alike. */
const melody = (from = 0, to = 20) =>
	joined(...Array.from({ length: to - from }, (_, index) => tone(300 + 170 * (((from + index) * 7) % 20), 100)));
const aligned = (expected: Float32Array, heard: Float32Array, joints: number[] = []) =>
	align(spectraOf(expected), joints, spectraOf(heard));

describe('what is expected lies', () => {
	test('where it was heard', () => {
		const rows = aligned(melody(), joined(noise(730, { amplitude: 0.01 }), melody(), silence(500)));
		expect(rows[0]).toBe(73);
		expect(rows.at(-1)).toBe(73 + 199);
	});

	test('a little later and later in what is played more slowly', () => {
		const slower = joined(silence(300), ...[0, 5, 10, 15].flatMap((from) => [melody(from, from + 5), silence(10)]));
		const rows = aligned(melody(), slower);
		expect(rows[0]).toBe(30);
		expect(rows.at(-1)).toBe(30 + 199 + 3);
	});

	test('in two places when the sound stalls for a moment', () => {
		const rows = aligned(melody(), joined(silence(300), melody(0, 12), silence(200), melody(12, 20)));
		expect(rows[60]).toBe(30 + 60);
		expect(rows[180]).toBe(30 + 180 + 20);
	});

	test('in two places when a pause between sentences is much longer, but not within a sentence', () => {
		const heard = joined(silence(300), melody(0, 10), silence(650), melody(10, 20));
		expect(aligned(melody(), heard, [100])[150]).toBe(30 + 150 + 65);
		expect(aligned(melody(), heard)[150]).not.toBe(30 + 150 + 65);
	});

	test('partly outside of what was heard when that is too short', () => {
		const rows = aligned(melody(), melody(0, 10));
		expect(rows[0]).toBe(0);
		expect(rows.at(-1)).toBe(199);
	});
});
