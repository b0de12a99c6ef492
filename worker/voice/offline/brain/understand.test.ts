import { describe, expect, test } from 'vitest';
import { INTENTS } from './intents.ts';
import { understand } from './understand.ts';

const meaning = (text: string) => {
	const understood = understand(text);
	return understood === null ? null : [understood.intent.name, ...Object.values(understood.slots)];
};

describe('understand', () => {
	test.each([
		['hello', 'hello'],
		['Hi there!', 'hello'],
		['help', 'help'],
		['What can you do?', 'help'],
		['what time is it', 'time'],
		['Hello, what time is it please?', 'time'],
		['What’s the time?', 'time'],
		['what time is it in Tokyo', 'time_in', 'Tokyo'],
		['what is the time in new york, please', 'time_in', 'new york'],
		['what is the date', 'date'],
		['what day is it today', 'date'],
		['add milk to my list', 'add', 'milk'],
		['Could you please add some oat milk to the shopping list?', 'add', 'oat milk'],
		['put bread on my list', 'add', 'bread'],
		['remove milk from my list', 'remove', 'milk'],
		['take the eggs off my list', 'remove', 'eggs'],
		['what is on my list', 'read'],
		['whats on my list??', 'read'],
		['how many things are on my list', 'count_list'],
		['clear my list', 'clear'],
		['delete everything', 'clear'],
		['yes please', 'yes'],
		['no, thanks', 'no'],
		['my name is Zoë O’Neil', 'my_name', "Zoë O'Neil"],
		['what is my name', 'what_is_my_name'],
		['what did I say before?', 'before'],
		['repeat that', 'repeat'],
		['count to 12', 'count', '12'],
		['count to twenty-one', 'count', 'twenty-one'],
		['tell me a joke', 'joke'],
		['flip a coin', 'coin'],
		['who are you', 'who'],
		['thank you', 'thanks'],
		['bye', 'bye'],
	])('takes "%s" for %s', (text, ...expected) => {
		expect(meaning(text)).toEqual(expected);
	});

	test.each([
		'',
		'???',
		'who wrote Hamlet',
		'add',
		'my name is',
		'count',
		'hello darkness my old friend',
		'I list my name',
	])('does not pretend to understand "%s"', (text) => expect(meaning(text)).toBeNull());

	test('understands its own examples', () => {
		for (const { name, example } of INTENTS)
			if (example !== undefined) expect(understand(example)?.intent.name).toBe(name);
	});
});
