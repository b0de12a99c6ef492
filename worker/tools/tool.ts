import * as z from 'zod/mini';

/** A tool of the agent, as far as it has nothing to do with agents. */
export interface Tool<Schema extends z.ZodMiniObject = z.ZodMiniObject, Result = unknown> {
	readonly name: string;
	/** For the model: when to use it, and what it answers. */
	readonly description: string;
	readonly parameters: Schema;
	/**
	 * May be called again with the same arguments: say what is so, rather than fail. The result, or what it is a promise
	 * of, becomes JSON.
	 *
	 * @param signal aborts when the answer is wanted no more: the caller has interrupted, or it took too long
	 */
	run(args: z.output<Schema>, signal: AbortSignal): Result;
}

/** Gives `run` the type of its arguments. */
export const defineTool = <Schema extends z.ZodMiniObject, Result>(tool: Tool<Schema, Result>): Tool<Schema, Result> =>
	tool;

/** The model's arguments were wrong. The message is for the model, which can then do better. */
export class ArgumentsError extends Error {
	override readonly name = 'ArgumentsError';
}

const NEVER = new AbortController().signal;

/**
 * Runs a tool with what a model sent.
 *
 * @throws ArgumentsError
 */
export function runTool<Schema extends z.ZodMiniObject, Result>(
	tool: Tool<Schema, Result>,
	raw: unknown,
	signal = NEVER,
): Result {
	const args = z.safeParse(tool.parameters, raw);
	if (!args.success) throw new ArgumentsError(`Invalid arguments for ${tool.name}: ${z.prettifyError(args.error)}`);
	return tool.run(args.data, signal);
}
