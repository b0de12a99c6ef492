import { describe, expect, test } from 'vitest';
import { levelsOf, loudestOf, loudness, silentSpan, voicedSpans } from './loudness.ts';
import { joined, silence, tone } from './sounds.ts';

/** -42 dBFS: neither voice nor silence. */
const murmur = (milliseconds: number) => tone(300, milliseconds, { amplitude: 0.011 });
const voice = (milliseconds: number) => tone(300, milliseconds);
const at = 1_000_000;

test('the loudest square wave has 0 dBFS, half of it 6 less, and digital silence -120', () => {
	expect(loudness(Float32Array.of(1, -1, 1, -1))).toBe(0);
	expect(loudness(Float32Array.of(0.5, -0.5))).toBeCloseTo(-6.02, 2);
	expect(loudness(silence(10))).toBe(-120);
	expect(loudness(new Float32Array(0))).toBe(-120);
});

test('a recording has a level every 10 ms', () => {
	const recording = { at, samples: joined(silence(20), voice(10), silence(5)) };
	expect(levelsOf(recording).map(Math.round)).toEqual([-120, -120, -13]);
	expect(Math.round(loudestOf(recording))).toBe(-13);
});

describe('somebody speaks', () => {
	test('from the first to the last voiced moment, pauses between words included', () => {
		const samples = joined(silence(500), voice(300), silence(240), voice(200), silence(1_000));
		expect(voicedSpans({ at, samples })).toEqual([{ beganAt: at + 500, endedAt: at + 1_240 }]);
	});

	test('twice when a longer pause lies between', () => {
		const samples = joined(voice(300), silence(700), voice(200));
		expect(voicedSpans({ at, samples })).toEqual([
			{ beganAt: at, endedAt: at + 300 },
			{ beganAt: at + 1_000, endedAt: at + 1_200 },
		]);
	});

	test('neither in a click nor in a murmur', () => {
		const samples = joined(silence(300), voice(30), silence(700), murmur(1_000));
		expect(voicedSpans({ at, samples })).toEqual([]);
	});
});

describe('silence', () => {
	test('is found after a voice', () => {
		const samples = joined(voice(300), silence(500));
		expect(silentSpan({ at, samples }, 400)).toEqual({ beganAt: at + 300, endedAt: at + 700 });
	});

	test('is not found in a murmur, nor when it is too short', () => {
		expect(silentSpan({ at, samples: joined(voice(300), murmur(500)) }, 400)).toBeNull();
		expect(silentSpan({ at, samples: joined(silence(390), voice(10), silence(390)) }, 400)).toBeNull();
	});
});
