import { llm } from '@livekit/agents';
import { expect, test } from 'vitest';
import { readHistory } from './history.ts';

const message = (role: 'user' | 'assistant' | 'system', content: string) => llm.ChatMessage.create({ role, content });
const call = llm.FunctionCall.create({ callId: 'c', name: 'count_list', args: '{}' });
const output = (text: string, isError = false) =>
	llm.FunctionCallOutput.create({ callId: 'c', name: 'count_list', output: text, isError });

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
