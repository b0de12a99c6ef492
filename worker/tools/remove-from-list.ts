import * as z from 'zod/mini';
import { isSameItem, TODO_ITEM_LIMIT, type Todo, tidyItem } from './todo.ts';
import { defineTool } from './tool.ts';

export interface RemoveResult {
	readonly outcome: 'removed' | 'not_there';
	/** As it was on the list, or as it was asked for. */
	readonly item: string;
	readonly count: number;
}

export const removeFromList = (todo: Todo) =>
	defineTool({
		name: 'remove_from_list',
		description: "Removes one thing from the visitor's todo list.",
		parameters: z.object({
			item: z
				.string()
				.check(z.trim(), z.minLength(1), z.maxLength(TODO_ITEM_LIMIT), z.describe('The thing, as it is on the list')),
		}),
		run({ item }): RemoveResult {
			const items = todo.items();
			const known = items.find((other) => isSameItem(other, item));
			if (known === undefined) return { outcome: 'not_there', item: tidyItem(item), count: items.length };
			const rest = items.filter((other) => other !== known);
			todo.replace(rest);
			return { outcome: 'removed', item: known, count: rest.length };
		},
	});
