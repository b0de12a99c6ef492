import { expect, test } from 'vitest';
import { loudness } from './loudness.ts';
import { DeafError, makeMemory } from './memory.ts';
import { between, samplesIn } from './recording.ts';
import { joined, silence, tone } from './sounds.ts';

const AT = 1_000_000;
const chunk = (at: number, samples: Float32Array, rate = 16_000) => ({ at, rate, samples });
const loudAt = (memory: ReturnType<typeof makeMemory>, from: number, to: number) =>
	Math.round(loudness(between(memory.since(AT), from, to).samples));

test('sound is remembered at its time, at whatever rate it arrives', () => {
	const memory = makeMemory();
	memory.add(chunk(AT, new Float32Array(4_410), 44_100));
	memory.add(chunk(AT + 100, tone(500, 100, { rate: 44_100 }), 44_100));
	memory.add(chunk(AT + 200, new Float32Array(4_410), 44_100));
	expect(loudAt(memory, AT, AT + 95)).toBeLessThan(-80);
	expect(loudAt(memory, AT + 105, AT + 195)).toBe(-13);
	expect(loudAt(memory, AT + 205, AT + 290)).toBeLessThan(-80);
	expect(memory.until).toBeGreaterThan(AT + 295);
	expect(memory.until).toBeLessThanOrEqual(AT + 300);
});

test('what is asked for from within a chunk begins there', () => {
	const memory = makeMemory();
	memory.add(chunk(AT, joined(silence(50), tone(500, 100), silence(50))));
	const { at, samples } = memory.since(AT + 50);
	expect(at).toBe(AT + 50);
	expect(Math.round(loudness(samples.subarray(0, samplesIn(90))))).toBe(-13);
});

test('timestamps that jitter do not tear the sound', () => {
	const whole = tone(500, 100);
	const memory = makeMemory();
	for (const [index, jitter] of [0, 3, -4, 5].entries()) memory.add(chunk(AT + index * 100 + jitter, whole));
	const steps = memory.since(AT).samples;
	const largest = steps.reduce((most, sample, index) => Math.max(most, Math.abs(sample - (steps[index - 1] ?? 0))), 0);
	expect(largest).toBeLessThan(0.07);
});

test('times that are off by a little again and again do not add up', () => {
	const memory = makeMemory();
	for (let index = 0; index < 20; index += 1) memory.add(chunk(AT + index * 108, silence(100)));
	memory.add(chunk(AT + 20 * 108, tone(500, 100)));
	expect(loudAt(memory, AT + 20 * 108 + 25, AT + 20 * 108 + 95)).toBe(-13);
	expect(loudAt(memory, AT, AT + 20 * 108 - 25)).toBe(-120);
});

test('a small hole is silence, a larger one is deafness', () => {
	const memory = makeMemory();
	memory.add(chunk(AT, tone(500, 100)));
	memory.add(chunk(AT + 180, tone(500, 100)));
	expect(loudAt(memory, AT + 105, AT + 175)).toBe(-120);
	expect(loudAt(memory, AT + 185, AT + 270)).toBe(-13);

	memory.add(chunk(AT + 500, tone(500, 100)));
	expect(() => memory.since(AT)).toThrow(DeafError);
	expect(memory.since(AT + 450).samples.length).toBeGreaterThan(0);
});

test('time before the ear listened is deafness, time to come is not', () => {
	const memory = makeMemory();
	expect(memory.until).toBeNull();
	memory.add(chunk(AT, silence(100)));
	expect(() => memory.since(AT - 1_000)).toThrow('1970-01-01T00:16:39.000Z');
	expect(memory.since(AT + 1_000).samples).toHaveLength(0);
});
