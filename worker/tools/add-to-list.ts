import * as z from 'zod/mini';
import { isSameItem, TODO_ITEM_LIMIT, TODO_LIMIT, type Todo, tidyItem } from './todo.ts';
import { defineTool } from './tool.ts';

export interface AddResult {
	readonly outcome: 'added' | 'already_there' | 'list_full';
	/** As it is on the list. */
	readonly item: string;
	readonly count: number;
}

export const addToList = (todo: Todo) =>
	defineTool({
		name: 'add_to_list',
		description: "Adds one thing to the visitor's todo list. Adding a thing that is there already changes nothing.",
		parameters: z.object({
			item: z
				.string()
				.check(z.trim(), z.minLength(1), z.maxLength(TODO_ITEM_LIMIT), z.describe('The thing, in a few words')),
		}),
		run({ item }): AddResult {
			const items = todo.items();
			const known = items.find((other) => isSameItem(other, item));
			if (known !== undefined) return { outcome: 'already_there', item: known, count: items.length };
			const added = tidyItem(item);
			if (items.length >= TODO_LIMIT) return { outcome: 'list_full', item: added, count: items.length };
			todo.replace([...items, added]);
			return { outcome: 'added', item: added, count: items.length + 1 };
		},
	});
