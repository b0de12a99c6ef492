import { expect, test } from 'vitest';
import { cutFrames } from './frames.ts';

const ramp = Int16Array.from({ length: 16_000 }, (_, index) => index);

test('begins with 20 ms, goes on with 80 ms, loses nothing', () => {
	const frames = [...cutFrames(ramp)];
	expect(frames.slice(0, 3).map((frame) => frame.samplesPerChannel)).toEqual([320, 1_280, 1_280]);
	expect(frames.flatMap((frame) => [...frame.data])).toEqual([...ramp]);
	expect(frames.every((frame) => frame.sampleRate === 16_000 && frame.channels === 1)).toBe(true);
});

test('gives each frame memory of its own', () => {
	for (const { data } of cutFrames(ramp)) expect(data.buffer.byteLength).toBe(data.byteLength);
});

test('makes no frame of nothing', () => {
	expect([...cutFrames(new Int16Array(0))]).toEqual([]);
});
