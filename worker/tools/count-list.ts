import * as z from 'zod/mini';
import type { Todo } from './todo.ts';
import { defineTool } from './tool.ts';

export interface CountResult {
	readonly count: number;
}

export const countList = (todo: Todo) =>
	defineTool({
		name: 'count_list',
		description: "Says how many things are on the visitor's todo list.",
		parameters: z.object({}),
		run: (): CountResult => ({ count: todo.items().length }),
	});
