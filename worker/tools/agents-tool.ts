import { llm } from '@livekit/agents';
import * as z from 'zod/mini';
import { ArgumentsError, runTool, type Tool } from './tool.ts';

/**
 * A tool as agents takes it. Its schema goes to the model as JSON Schema and is checked by {@link runTool}: agents takes
 * schemas of `zod` itself but not of `zod/mini`, and checks nothing against a JSON Schema.
 */
export function agentsTool<Schema extends z.ZodMiniObject, Result>(tool: Tool<Schema, Result>) {
	const { $schema, ...parameters } = z.toJSONSchema(tool.parameters, { target: 'draft-7' });
	return llm.tool({
		name: tool.name,
		description: tool.description,
		parameters,
		execute: async (raw: unknown): Promise<Result> => {
			try {
				return runTool(tool, raw);
			} catch (error) {
				// Only a ToolError's message reaches the model.
				throw error instanceof ArgumentsError ? new llm.ToolError(error.message) : error;
			}
		},
	});
}
