/**
 * The spoken todo list: in the conversation, so that it outlives the call and the agent.
 *
 * @module
 */
import type { Todo } from '../tools/index.ts';

/** @param save is not waited for: the agent answers from what it has */
export function makeTodo(items: readonly string[], save: (items: readonly string[]) => Promise<unknown>): Todo {
	let current = items;
	let saving: Promise<unknown> = Promise.resolve();
	return {
		items: () => current,
		replace(next) {
			current = next;
			// One after the other: the last one said must be the last one saved.
			saving = saving.then(() => save(next));
		},
	};
}
