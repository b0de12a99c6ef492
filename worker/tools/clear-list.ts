import * as z from 'zod/mini';
import type { Todo } from './todo.ts';
import { defineTool } from './tool.ts';

export interface ClearResult {
	readonly outcome: 'cleared' | 'not_confirmed';
	/** How many things it removed. */
	readonly removed: number;
}

export const clearList = (todo: Todo) =>
	defineTool({
		name: 'clear_list',
		description:
			"Removes everything from the visitor's todo list, which cannot be undone. Ask the visitor whether they are sure before you call it.",
		parameters: z.object({
			confirmed: z.boolean().check(z.describe('The visitor was asked, and said yes')),
		}),
		run({ confirmed }): ClearResult {
			if (!confirmed) return { outcome: 'not_confirmed', removed: 0 };
			const removed = todo.items().length;
			if (removed > 0) todo.replace([]);
			return { outcome: 'cleared', removed };
		},
	});
