import * as z from 'zod/mini';
import type { Todo } from './todo.ts';
import { defineTool } from './tool.ts';

export interface ReadResult {
	/** Oldest first. */
	readonly items: readonly string[];
}

export const readList = (todo: Todo) =>
	defineTool({
		name: 'read_list',
		description: "Gives everything on the visitor's todo list, oldest first.",
		parameters: z.object({}),
		run: (): ReadResult => ({ items: todo.items() }),
	});
