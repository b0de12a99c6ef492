import { expect, test } from 'vitest';
import { readDecoding, textOf } from './decoding.ts';

test('gives the words and where they are, without the number of their pronunciation', () => {
	const decoding = readDecoding(
		'o57 S 0 T -4083 A -3409 L -674 0 -259 -337 <sil> 14 -1086 0 repeat 40 -3 0 that(2) 54 0 0 (NULL) 54 -2064 -337 [NOISE] 119\n',
	);
	expect(decoding).toEqual({
		acoustic: -3409,
		segments: [
			{ word: null, start: 0, end: 14 },
			{ word: 'repeat', start: 14, end: 40 },
			{ word: 'that', start: 40, end: 54 },
			{ word: null, start: 54, end: 54 },
			{ word: null, start: 54, end: 120 },
		],
	});
	expect(decoding && textOf(decoding)).toBe('repeat that');
});

test('gives phones', () => {
	const phones = readDecoding(
		'o57 S 0 T -1316 A -1129 L -187 0 -233 0 SIL 14 -192 -23 M 25 -157 -45 OW 40 0 0 +SPN+ 119',
	);
	expect(phones && textOf(phones)).toBe('M OW');
});

test('gives nothing for a line without a result', () => {
	expect(readDecoding('')).toBeNull();
	expect(readDecoding('o57 S 0 T 0 A 0 L 0 0')).toBeNull();
});
