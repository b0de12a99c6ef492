import { initializeLogger, llm, voice } from '@livekit/agents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTools } from '../../tools/index.ts';
import { memoryTodo } from '../../tools/testing.ts';
import { OfflineBrain } from './brain/llm.ts';

beforeAll(() => initializeLogger({ pretty: false, level: 'silent' }));

const open: voice.AgentSession[] = [];
// Together: agents takes half a second to close one.
afterAll(() => Promise.all(open.map((session) => session.close())));

interface Before {
	readonly history?: readonly (readonly ['user' | 'assistant', string])[];
	readonly list?: readonly string[];
}

/** A conversation with agents' own session, typed. */
async function conversation({ history = [], list = [] }: Before = {}) {
	const todo = memoryTodo(...list);
	let ids = 0;
	const session = new voice.AgentSession({
		llm: new OfflineBrain({ random: () => 0, newId: () => `id${++ids}` }),
		vad: null,
		turnHandling: { turnDetection: null },
	});
	open.push(session);
	const agent = new voice.Agent({
		instructions: 'None of this is read.',
		chatCtx: new llm.ChatContext(history.map(([role, content]) => llm.ChatMessage.create({ role, content }))),
		tools: makeTools({
			todo,
			now: () => Date.UTC(2026, 9, 14, 7, 15),
			timezone: 'Europe/Berlin',
			timezoneOffset: null,
		}),
	});
	await session.start({ agent });
	const told = ({ events }: voice.testing.RunResult): string[] =>
		events.flatMap(({ type, item }) => {
			if (type === 'function_call') return [`${item.name}(${item.args})`];
			return type === 'message' && item.role === 'assistant' ? [item.textContent ?? ''] : [];
		});
	return {
		todo,
		session,
		/** What happened, in order: tool calls by name, and what was said. */
		say: async (userInput: string): Promise<string[]> => told(await session.run({ userInput }).wait()),
	};
}

describe('a typed conversation, through agents', () => {
	test('uses the tools of the app and words what they answer', async () => {
		const { say, todo } = await conversation();
		expect(await say('add milk to my list')).toEqual(['add_to_list({"item":"milk"})', 'I added milk to your list.']);
		expect(await say('add milk to my list')).toContain('Milk is on your list already.');
		expect(await say('please add some bread to my list')).toContain('I added bread to your list.');
		expect(await say('what is on my list?')).toEqual(['read_list({})', 'On your list: milk and bread.']);
		expect(await say('remove milk from my list')).toContain('I removed milk from your list.');
		expect(await say('how many things are on my list')).toContain('There is one thing on your list.');
		expect(todo.items()).toEqual(['bread']);
	});

	test('tells the time of the visitor, and of a city', async () => {
		const { say } = await conversation();
		expect(await say('what time is it')).toEqual([
			'current_time({"timezone":null})',
			'It is nine fifteen in the morning.',
		]);
		expect(await say('what time is it in new york')).toContain('In New York it is three fifteen at night.');
		expect(await say('what day is it')).toContain('Today is Wednesday, the fourteenth of October.');
	});

	test('clears the list after a yes, and not after a no', async () => {
		const { say, todo } = await conversation({ list: ['milk'] });
		await say('clear my list');
		await say('no');
		await say('yes');
		expect(todo.items()).toEqual(['milk']);
		await say('clear my list');
		expect(await say('yes')).toEqual(['clear_list({"confirmed":true})', 'Your list is empty now.']);
		expect(todo.items()).toEqual([]);
	});

	test('remembers within the conversation', async () => {
		const { say } = await conversation();
		await say('my name is Anna');
		await say('count to three');
		expect(await say('what did I say before')).toEqual(['Before that you said: count to three']);
		expect(await say('what is my name')).toEqual(['Your name is Anna.']);
		expect(await say('repeat that')).toEqual(['Your name is Anna.']);
	});

	test('remembers what was said to an agent that is gone', async () => {
		const { say } = await conversation({
			history: [
				['user', 'my name is Anna'],
				['assistant', 'Nice to meet you, Anna.'],
				['user', 'count to three'],
				['assistant', 'One, two, three.'],
			],
		});
		expect(await say('what is my name')).toEqual(['Your name is Anna.']);
		expect(await say('what did I say before')).toEqual(['Before that you said: what is my name']);
	});

	test('answers what an agent that is gone has left unanswered', async () => {
		const { session } = await conversation({
			history: [
				['user', 'my name is Anna'],
				['user', 'what is my name'],
			],
		});
		const reply = session.generateReply();
		await reply.waitForPlayout();
		expect(reply.chatItems.map((item) => (item.type === 'message' ? item.textContent : item.type))).toEqual([
			'Your name is Anna.',
		]);
	});

	test('without a history it remembers nothing: there is no other memory', async () => {
		const { say } = await conversation();
		expect(await say('what is my name')).toEqual([expect.stringContaining('not told me your name')]);
	});
});
