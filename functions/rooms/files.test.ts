import { describe, expect, it } from 'vitest';
import { forget } from './closing.ts';
import type { Facts } from './facts.ts';
import { FILES_LIMIT, FILES_LIMIT_BYTES, keepFile, storedFiles, UPLOAD_WITHIN_MS } from './files.ts';
import { t0, unopened } from './testing.ts';

const file = (id: string, size = 100) => ({ id, name: `${id}.txt`, type: 'text/plain', size }) as const;

/** Each is announced, and brought at once. */
function withFiles(ids: readonly string[], size?: number): Facts {
	return ids.reduce<Facts>((facts, id) => keepFile(facts, { ...file(id, size), uploaded: true }, t0).facts, unopened);
}
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `file-${i}`);
const answer = (facts: Facts, id: string, { size = 100, uploaded = false, at = t0 } = {}) =>
	keepFile(facts, { ...file(id, size), uploaded }, at).answer;

describe('a file', () => {
	it('is there when its bytes are', () => {
		const announced = keepFile(unopened, { ...file('a'), uploaded: false }, t0);
		expect(announced.answer).toBe('upload');
		expect(storedFiles(announced.facts)).toEqual([]);
		const brought = keepFile(announced.facts, { ...file('a'), uploaded: true }, t0 + 5);
		expect(brought.answer).toBe('stored');
		expect(storedFiles(brought.facts)).toEqual([{ ...file('a'), at: t0 }]);
	});

	it('is the same one again, whatever is said of it', () => {
		const facts = withFiles(['a', 'b']);
		for (const uploaded of [true, false])
			expect(keepFile(facts, { ...file('a', 7), uploaded }, t0 + 5)).toEqual({ facts, answer: 'stored' });
	});

	it('is forgotten with all that was said', () => {
		expect(forget(withFiles(['a']), t0)).not.toHaveProperty('files');
	});
});

describe('a conversation', () => {
	it('has so many files at most', () => {
		const full = withFiles(numbered(FILES_LIMIT));
		expect(storedFiles(full)).toHaveLength(FILES_LIMIT);
		expect(keepFile(full, { ...file('one-more'), uploaded: false }, t0)).toEqual({ facts: full, answer: 'too_many' });
		expect(answer(full, 'one-more', { uploaded: true })).toBe('too_many');
		expect(answer(withFiles(numbered(FILES_LIMIT - 1)), 'one-more')).toBe('upload');
	});

	it('has so many bytes at most', () => {
		const five = withFiles(numbered(4), FILES_LIMIT_BYTES / 5);
		expect(answer(five, 'last', { size: FILES_LIMIT_BYTES / 5 })).toBe('upload');
		expect(answer(five, 'last', { size: FILES_LIMIT_BYTES / 5 + 1 })).toBe('too_many');
	});

	it('counts what is being brought, for as long as anybody may be bringing it', () => {
		const bringing = numbered(FILES_LIMIT).reduce<Facts>(
			(facts, id) => keepFile(facts, { ...file(id), uploaded: false }, t0).facts,
			unopened,
		);
		expect(answer(bringing, 'one-more', { at: t0 + UPLOAD_WITHIN_MS - 1 })).toBe('too_many');
		// Its own place is not one of the others.
		expect(answer(bringing, 'file-3', { at: t0 + 1 })).toBe('upload');
		const later = keepFile(bringing, { ...file('one-more'), uploaded: false }, t0 + UPLOAD_WITHIN_MS);
		expect(later.answer).toBe('upload');
		expect(later.facts.files).toHaveLength(1);
	});
});
