import { llm } from '@livekit/agents';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { agentsTool, type ToolWatch } from './agents-tool.ts';
import { defineTool, type Tool } from './tool.ts';

const parameters = z.object({ city: z.string() });
const toolThat = <Result>(run: (args: { city: string }, signal: AbortSignal) => Result) =>
	defineTool({ name: 'weather', description: 'Tells the weather of a city.', parameters, run });

/** As agents calls it. */
const call = (tool: Tool<typeof parameters, unknown>, watch?: ToolWatch) =>
	llm.executeToolCall(
		llm.FunctionCall.create({ callId: 'call', name: 'weather', args: '{"city":"Oslo"}' }),
		new llm.ToolContext([agentsTool(tool, watch)]),
	);

test('may take its time, and what it promised becomes JSON', async () => {
	const answer = await call(toolThat(async ({ city }) => ({ city, degrees: -3 })));
	expect(answer).toMatchObject({ output: '{"city":"Oslo","degrees":-3}', isError: false });
});

test('that does not answer is given up, told so, and the model is told as well', async () => {
	let isTold = false;
	const hangs = toolThat(
		(_, signal) =>
			new Promise(() => {
				signal.addEventListener('abort', () => {
					isTold = true;
				});
			}),
	);
	expect(await call(hangs, { withinMs: 20 })).toMatchObject({
		output: expect.stringContaining('did not answer'),
		isError: true,
	});
	expect(isTold).toBe(true);
});

test('that fails tells the model that it failed, and nothing of why: that is not for callers', async () => {
	const fails = toolThat(() => Promise.reject(new Error('password of the weather service: hunter2')));
	const failed: unknown[] = [];
	const { output, isError } = await call(fails, { onFailed: (tool) => failed.push(tool) });
	expect(isError).toBe(true);
	expect(output).toContain('weather failed');
	expect(output).not.toContain('hunter2');
	expect(failed).toEqual(['weather']);
});
