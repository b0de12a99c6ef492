import { llm } from '@livekit/agents';
import * as z from 'zod/mini';
import { ArgumentsError, runTool, type Tool } from './tool.ts';

/** Somebody waits, in silence. */
const ANSWERS_WITHIN_MS = 10_000;

export interface ToolWatch {
	/** The tool is broken, or what it needs is: the model learns only that it failed. */
	readonly onFailed?: ((tool: string, error: unknown) => void) | undefined;
	/** Then the model is told that there is no answer, whatever the tool still does. */
	readonly withinMs?: number;
}

/**
 * A tool as agents takes it. Its schema goes to the model as JSON Schema and is checked by {@link runTool}: agents takes
 * schemas of `zod` itself but not of `zod/mini`, and checks nothing against a JSON Schema.
 */
export function agentsTool<Schema extends z.ZodMiniObject, Result>(
	tool: Tool<Schema, Result>,
	{ onFailed, withinMs = ANSWERS_WITHIN_MS }: ToolWatch = {},
) {
	const { $schema, ...parameters } = z.toJSONSchema(tool.parameters, { target: 'draft-7' });
	return llm.tool({
		name: tool.name,
		description: tool.description,
		parameters,
		execute: async (raw: unknown, { abortSignal }: Pick<llm.ToolOptions, 'abortSignal'>): Promise<Awaited<Result>> => {
			const late = AbortSignal.timeout(withinMs);
			const answer = (async () => runTool(tool, raw, AbortSignal.any([abortSignal, late])))();
			try {
				return await Promise.race([answer, endOf(late)]);
			} catch (error) {
				if (error instanceof ArgumentsError) throw new llm.ToolError(error.message);
				onFailed?.(tool.name, error);
				// What a model reads it may say aloud: nothing of what is broken, and how.
				throw new llm.ToolError(`${tool.name} ${late.aborted ? 'did not answer in time' : 'failed'}`);
			}
		},
	});
}

const endOf = (signal: AbortSignal): Promise<never> =>
	new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
