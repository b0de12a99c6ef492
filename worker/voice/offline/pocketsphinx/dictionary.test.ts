import { expect, test } from 'vitest';
import { pickWords } from './dictionary.ts';

const DICTIONARY = ['hello HH AH L OW', 'hello(2) HH EH L OW', 'helloes HH AH L OW Z', "what's W AH T S", ''].join(
	'\n',
);

test('picks all pronunciations of the words, and no other word', () => {
	expect(pickWords(DICTIONARY, ["what's", 'hello'])).toBe("hello HH AH L OW\nhello(2) HH EH L OW\nwhat's W AH T S\n");
});

test('names every word that the dictionary lacks', () => {
	expect(() => pickWords(DICTIONARY, ['hello', 'greenroom', 'sst'])).toThrow('greenroom, sst');
});
