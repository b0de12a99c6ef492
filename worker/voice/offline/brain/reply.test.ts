import { describe, expect, test } from 'vitest';
import type { History } from './history.ts';
import { SURE } from './intents/list.ts';
import { replyTo } from './reply.ts';

const everyTool = { random: () => 0, hasTool: () => true };

const reply = (current: string | null, history: Partial<History> = {}, options = everyTool) =>
	replyTo({ past: [], said: null, outputs: [], ...history, current }, options);
const said = (current: string | null, history: Partial<History> = {}, options = everyTool): string => {
	const answer = reply(current, history, options);
	return answer.type === 'say' ? answer.text : `(calls ${answer.tool})`;
};
/** What is said when the tool has answered. */
const worded = (current: string, output: unknown, history: Partial<History> = {}): string =>
	said(current, { ...history, outputs: [{ output, isError: false }] });

describe('what it is', () => {
	test('is said in greeting, help and fallback', () => {
		for (const text of ['hello', 'help', 'who are you', 'who wrote Hamlet', ''])
			expect(said(text)).toContain('I am the offline demo');
		expect(said(null)).toContain('I am the offline demo');
	});

	test('help names what it knows, in words that it understands', () => {
		const help = said('help');
		for (const text of ['what time is it', 'add milk to my list', 'count to ten', 'tell me a joke'])
			expect(help).toContain(text);
	});
});

describe('time and date', () => {
	const now = { timezone: 'Europe/Berlin', source: 'visitor', weekday: 'Wednesday', date: '2026-10-14', time: '09:15' };

	test('come from the tool, in words', () => {
		expect(reply('what time is it')).toEqual({ type: 'call', tool: 'current_time', args: { timezone: null } });
		expect(worded('what time is it', now)).toBe('It is nine fifteen in the morning.');
		expect(worded('what day is it', now)).toBe('Today is Wednesday, the fourteenth of October.');
	});

	test('of a city are asked for by its time zone', () => {
		expect(reply('what time is it in Tokyo')).toMatchObject({ args: { timezone: 'Asia/Tokyo' } });
		expect(worded('what time is it in tokyo', { ...now, source: 'asked' })).toBe(
			'In Tokyo it is nine fifteen in the morning.',
		);
		expect(said('what time is it in Atlantis')).toContain('I do not know the time in that place');
	});

	test('say whose clock it is when the time zone is not known', () => {
		expect(worded('what time is it', { ...now, source: 'machine' })).toContain('where I run');
	});
});

describe('the list', () => {
	test('is changed and read by the tools', () => {
		expect(reply('add milk to my list')).toEqual({ type: 'call', tool: 'add_to_list', args: { item: 'milk' } });
		expect(worded('add milk to my list', { outcome: 'added', item: 'milk' })).toBe('I added milk to your list.');
		expect(worded('add milk to my list', { outcome: 'already_there', item: 'milk' })).toBe(
			'Milk is on your list already.',
		);
		expect(worded('add milk to my list', { outcome: 'list_full', item: 'milk' })).toContain('full');
		expect(worded('remove milk from my list', { outcome: 'removed', item: 'Milk' })).toBe(
			'I removed Milk from your list.',
		);
		expect(worded('remove milk from my list', { outcome: 'not_there', item: 'milk' })).toBe(
			'Milk is not on your list.',
		);
		expect(worded('what is on my list', { items: ['milk', 'bread'] })).toBe('On your list: milk and bread.');
		expect(worded('what is on my list', { items: [] })).toBe('Your list is empty.');
		expect(worded('how many things are on my list', { count: 1 })).toBe('There is one thing on your list.');
		expect(worded('how many things are on my list', { count: 0 })).toBe('There are no things on your list.');
	});

	test('is cleared only by a yes to the question', () => {
		expect(said('clear my list')).toBe(SURE);
		expect(reply('yes', { said: SURE })).toEqual({ type: 'call', tool: 'clear_list', args: { confirmed: true } });
		expect(worded('yes', { outcome: 'cleared' }, { said: SURE })).toBe('Your list is empty now.');
		expect(reply('yes', { said: 'Shall I clear your' })).toMatchObject({ tool: 'clear_list' });
		expect(said('no', { said: SURE })).toContain('leave your list');
	});

	test.each([null, 'Hello.', 'S', 'Sorry, I lost you for a moment.', `${SURE} All right, I leave your list as it is.`])(
		'is not cleared by a yes after "%s"',
		(before) => expect(reply('yes', { said: before })).toMatchObject({ type: 'say' }),
	);

	test('takes no thing that is too long to be said', () => {
		expect(said(`add ${'x'.repeat(81)} to my list`)).toContain('too long');
	});
});

describe('tools that fail', () => {
	test('are not talked away', () => {
		expect(said('what time is it', { outputs: [{ output: 'Tool execution failed', isError: true }] })).toContain(
			'did not work',
		);
		expect(worded('what is on my list', { things: ['milk'] })).toContain('did not work');
	});

	test('that the app does not have are not called', () => {
		expect(said('what time is it', {}, { ...everyTool, hasTool: () => false })).toContain('offline demo');
	});
});

describe('memory', () => {
	test('knows the name that was told last, however long ago', () => {
		expect(said('my name is anna')).toBe('Nice to meet you, Anna.');
		expect(said('what is my name', { past: ['My name is Anna', 'hello', 'my name is peter', 'count to three'] })).toBe(
			'Your name is Peter.',
		);
		expect(said('what is my name', { past: ['hello'] })).toContain('not told me');
		expect(said('hello', { past: ['my name is de Vries'] })).toContain('Hello, de Vries.');
	});

	test('says what was said before, and again what it said itself', () => {
		expect(said('what did I say before', { past: ['hello', 'count to five'] })).toBe(
			'Before that you said: count to five',
		);
		expect(said('what did I say before')).toContain('not said anything');
		expect(said('repeat that', { said: 'It is noon.' })).toBe('It is noon.');
		expect(said('repeat that')).toContain('not said anything');
		expect(said('what did I say before', { past: ['x'.repeat(5_000)] }).length).toBeLessThan(250);
	});
});

describe('play', () => {
	test('counts in sentences of five', () => {
		expect(said('count to seven')).toBe('One, two, three, four, five. Six, seven.');
		expect(said('count to 30').split('. ')).toHaveLength(6);
		for (const number of ['zero', '31', 'a million'])
			expect(said(`count to ${number}`)).toContain('from one to thirty');
	});

	test('leaves jokes and coins to chance', () => {
		const at = (random: number) => ({ ...everyTool, random: () => random });
		expect(said('flip a coin', {}, at(0))).toBe('It is heads.');
		expect(said('flip a coin', {}, at(0.999))).toBe('It is tails.');
		const jokes = Array.from({ length: 100 }, (_, index) => said('tell me a joke', {}, at(index / 100)));
		expect(new Set(jokes).size).toBe(5);
	});
});
