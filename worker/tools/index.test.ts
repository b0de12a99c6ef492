import { llm } from '@livekit/agents';
import { expect, test } from 'vitest';
import { makeTools } from './index.ts';
import { memoryTodo } from './testing.ts';

const tools = new llm.ToolContext(
	makeTools({ todo: memoryTodo(), now: () => 0, timezone: 'UTC', timezoneOffset: null }),
);

/** As agents calls a tool. */
const call = (name: string, args: object) =>
	llm.executeToolCall(llm.FunctionCall.create({ callId: 'call', name, args: JSON.stringify(args) }), tools);

test('agents takes all of them, with a description and a schema that a model can read', () => {
	const known = Object.values(tools.functionTools);
	expect(known).toHaveLength(6);
	for (const tool of known) {
		expect(tool.description.length).toBeGreaterThan(20);
		expect(tool.parameters).toMatchObject({ type: 'object', additionalProperties: false });
		expect(tool.parameters).not.toHaveProperty('$schema');
	}
	expect(tools.getFunctionTool('add_to_list')?.parameters).toMatchObject({
		properties: { item: { type: 'string', description: expect.any(String) } },
		required: ['item'],
	});
});

test('they share one list', async () => {
	await call('add_to_list', { item: 'milk' });
	expect(await call('count_list', {})).toMatchObject({ output: '{"count":1}', isError: false });
	await call('remove_from_list', { item: 'milk' });
	expect(await call('read_list', {})).toMatchObject({ output: '{"items":[]}', isError: false });
});

test('tells the model what was wrong with its arguments', async () => {
	const { output, isError } = await call('add_to_list', { thing: 'milk' });
	expect(isError).toBe(true);
	expect(output).toContain('Invalid arguments for add_to_list');
});
