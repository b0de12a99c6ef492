import { expect, test } from 'vitest';
import { loudness } from './loudness.ts';
import { joined, silence, tone } from './sounds.ts';
import { layOut } from './speech.ts';

/** Samples of the file between two times, at full scale 1. */
function fileBetween(wav: Uint8Array, from: number, to: number): Float32Array {
	const view = new DataView(wav.buffer);
	const samples = Float32Array.from(
		{ length: (wav.length - 44) / 2 },
		(_, index) => view.getInt16(44 + index * 2, true) / 32_768,
	);
	return samples.subarray(from * 48, to * 48);
}

test('lines are said when they are to be said, and silence follows', () => {
	const { wav, spoken } = layOut([
		{ at: 1_000, samples: joined(silence(100), tone(300, 200), silence(100)) },
		{ at: 2_000, samples: tone(300, 300) },
	]);
	expect(spoken).toEqual([
		{ from: 1_100, to: 1_300 },
		{ from: 2_000, to: 2_300 },
	]);
	for (const [from, to, level] of [
		[0, 1_095, -120],
		[1_105, 1_295, -13],
		[1_305, 1_995, -120],
		[2_005, 2_295, -13],
		[2_305, 3_300, -120],
	] as const) {
		expect(Math.round(loudness(fileBetween(wav, from, to))), `${from} to ${to}`).toBe(level);
	}
	expect(fileBetween(wav, 0, 9_999)).toHaveLength(3_300 * 48);
});

test('without lines there is silence, which can be repeated for ever', () => {
	const { wav, spoken } = layOut([]);
	expect(spoken).toEqual([]);
	expect(loudness(fileBetween(wav, 0, 1_000))).toBe(-120);
});

test('two lines at once are refused, and a line in which nobody speaks', () => {
	expect(() =>
		layOut([
			{ at: 0, samples: tone(300, 500) },
			{ at: 400, samples: tone(300, 500) },
		]),
	).toThrow('line 1 begins before line 0 has ended');
	expect(() => layOut([{ at: 0, samples: silence(500) }])).toThrow('nobody speaks in line 0');
});
