import { expect, test } from 'vitest';
import { spokenText } from './spoken-text.ts';

test('leaves English as it is', () => {
	expect(spokenText('It is nine fifteen, isn\'t it? "Yes."')).toBe('It is nine fifteen, isn\'t it? "Yes."');
});

test('reads typographic punctuation and accents', () => {
	expect(spokenText('Zoë’s café — “naïve”… Straße')).toBe('Zoe\'s cafe , "naive"... Strasse');
});

test('leaves out what flite cannot read, and keeps the rest', () => {
	expect(spokenText('good 你好 morning 🎉')).toBe('good morning');
	expect(spokenText('你好')).toBe('');
	expect(spokenText(' \n\t')).toBe('');
});

test('cuts a word that flite would spell for half a minute', () => {
	expect(spokenText('x'.repeat(5_000))).toHaveLength(40);
});

test('gives printable ASCII only, whatever comes in: nothing in it can end the argument', () => {
	for (let first = 0; first < 0x2_0000; first += 0x100) {
		const characters = Array.from({ length: 0x100 }, (_, index) => String.fromCodePoint(first + index));
		expect(spokenText(`a\0${characters.join('')}`)).toMatch(/^a[ -~]*$/);
	}
});
