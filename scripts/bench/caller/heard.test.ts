import { expect, test } from 'vitest';
import { type Heard, hear, isVoiced, NOTHING_HEARD } from './heard.ts';

const hearAll = (frames: string): Heard =>
	[...frames].reduce((heard, frame, i) => hear(heard, frame === 'x', 20, 1_000 + 20 * i), NOTHING_HEARD);

test('silence before an answer is no part of it', () => {
	expect(hearAll('...')).toEqual({ firstAt: null, lengthMs: 0, longestPauseMs: 0, silentMs: 60 });
	expect(hearAll('...xx')).toEqual({ firstAt: 1_060, lengthMs: 40, longestPauseMs: 0, silentMs: 0 });
});

test('a pause counts once somebody goes on, and the longest of them', () => {
	expect(hearAll('xx...x.x')).toEqual({ firstAt: 1_000, lengthMs: 160, longestPauseMs: 60, silentMs: 0 });
	expect(hearAll('xx...x.x.......')).toMatchObject({ lengthMs: 160, longestPauseMs: 60, silentMs: 140 });
});

test('a hundredth of full scale is a voice, either way', () => {
	expect(isVoiced(Int16Array.of(0, 327, -327))).toBe(false);
	expect(isVoiced(Int16Array.of(0, 328))).toBe(true);
	expect(isVoiced(Int16Array.of(0, -328))).toBe(true);
});
