import { expect, test } from 'vitest';
import { type ChatEntry, readHistory } from './history.ts';

const message = (role: 'user' | 'assistant' | 'system', textContent: string): ChatEntry => ({
	type: 'message',
	role,
	textContent,
});
const call: ChatEntry = { type: 'function_call' };
const output = (text: string, isError = false): ChatEntry => ({ type: 'function_call_output', output: text, isError });

test('is empty before anything was said', () => {
	expect(readHistory([message('system', 'You are helpful.')])).toEqual({
		current: null,
		past: [],
		said: null,
		outputs: [],
	});
});

test('tells what is to be answered, what came before it, and what the agent said last before it', () => {
	const items = [
		message('assistant', 'Welcome.'),
		message('user', 'hello'),
		message('assistant', 'Hello there.'),
		message('user', 'help'),
	];
	expect(readHistory(items)).toMatchObject({ current: 'help', past: ['hello'], said: 'Hello there.' });
});

test('knows only the tool outputs that came after the last utterance', () => {
	const before = [message('user', 'how many'), call, output('{"count":1}'), message('assistant', 'One.')];
	expect(readHistory([...before, message('user', 'and now')]).outputs).toEqual([]);
	expect(readHistory([...before, message('user', 'and now'), call, output('{"count":2}')])).toMatchObject({
		current: 'and now',
		said: 'One.',
		outputs: [{ output: { count: 2 }, isError: false }],
	});
	expect(readHistory([message('user', 'how many'), call, output('no JSON', true)]).outputs).toEqual([
		{ output: 'no JSON', isError: true },
	]);
});
