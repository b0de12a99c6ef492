import { describe, expect, it } from 'vitest';
import { LASTS, type Level, looksAgainAt, type Quality, qualityAfter, UNKNOWN } from './quality.ts';

const seenSoFar = (...seen: readonly (readonly [Level, number])[]): Quality =>
	seen.reduce((quality, [level, at]) => qualityAfter(quality, level, at), UNKNOWN);

describe('the quality that is shown', () => {
	it('is the first that is known, at once', () => {
		expect(seenSoFar(['good', 5])).toEqual({ shown: 'good', next: null });
		expect(looksAgainAt(seenSoFar(['good', 5]))).toBeNull();
	});

	it('changes when another one lasts', () => {
		const dropping = seenSoFar(['good', 0], ['poor', 1_000]);
		expect(dropping.shown).toBe('good');
		expect(looksAgainAt(dropping)).toBe(1_000 + LASTS);
		expect(qualityAfter(dropping, 'poor', 1_000 + LASTS - 1).shown).toBe('good');
		expect(qualityAfter(dropping, 'poor', 1_000 + LASTS)).toEqual({ shown: 'poor', next: null });
	});

	it('does not follow what goes to and fro', () => {
		const flicker = seenSoFar(['good', 0], ['poor', 1_000], ['good', 2_000], ['poor', 3_000], ['lost', 5_000]);
		expect(qualityAfter(flicker, 'lost', 5_999).shown).toBe('good');
		expect(looksAgainAt(flicker)).toBe(5_000 + LASTS);
	});
});
