/** For tests: a list in memory that remembers its changes. */
import type { Todo } from './todo.ts';

export function memoryTodo(...start: string[]): Todo & { readonly replaced: readonly (readonly string[])[] } {
	let items: readonly string[] = start;
	const replaced: (readonly string[])[] = [];
	return {
		replaced,
		items: () => items,
		replace(next) {
			items = next;
			replaced.push(next);
		},
	};
}
