import { expect, test } from 'vitest';
import { phrasePattern, slotsOf, wordsOf } from './phrase.ts';

const matches = (phrase: string, text: string) => phrasePattern(phrase)(text);

test('matches the phrase and nothing more', () => {
	expect(matches('what time is it', 'What time is it')).toEqual({});
	expect(matches('what time is it', 'what time is it in')).toBeNull();
	expect(matches('what time is it', 'so what time is it')).toBeNull();
	expect(matches('what time is it', 'whattime is it')).toBeNull();
});

test('leaves out what is optional, with its space', () => {
	for (const text of ['help', 'help me', 'help me now']) expect(matches('help [me [now]]', text)).toEqual({});
	expect(matches('help [me]', 'help  me')).toBeNull();
});

test('takes one of several', () => {
	const phrase = '(add | put) this (to | on to) my list';
	expect(matches(phrase, 'put this on to my list')).toEqual({});
	expect(matches(phrase, 'add put this to my list')).toBeNull();
	expect(matches('yes | no [thanks]', 'no thanks')).toEqual({});
});

test('gives what is in a slot, as it was written, and no more than that', () => {
	expect(matches('add [some] <item> to my list', 'add some Oat Milk to my list')).toEqual({ item: 'Oat Milk' });
	expect(matches('my name is <person>', 'my name is Zoë')).toEqual({ person: 'Zoë' });
	expect(matches('my name is <person>', 'my name is')).toBeNull();
	expect(matches('my name is <person>', 'my name is  ')).toBeNull();
});

test('does not mind a missing apostrophe', () => {
	expect(matches("what's new", 'whats new')).toEqual({});
});

test('refuses a phrase whose brackets do not close', () => {
	expect(() => phrasePattern('help [me')).toThrow(SyntaxError);
});

test('names its words and its slots apart', () => {
	const phrase = "(add | put) [some] <item> to what's <place>";
	expect(wordsOf(phrase)).toEqual(['add', 'put', 'some', 'to', "what's"]);
	expect(slotsOf(phrase)).toEqual(['item', 'place']);
});
