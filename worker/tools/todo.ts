/**
 * The visitor's todo list. The job backs it with the conversation, so that it outlives the agent.
 *
 * @module
 */

export interface Todo {
	/** Oldest first. */
	items(): readonly string[];
	replace(items: readonly string[]): void;
}

/** What the conversation keeps; see `stateRequestSchema`. */
export const TODO_LIMIT = 100;
export const TODO_ITEM_LIMIT = 200;

/** As it is kept: one line, within the limit. */
export const tidyItem = (item: string): string => item.replace(/\s+/g, ' ').trim().slice(0, TODO_ITEM_LIMIT);

/** "Milk" is "milk": people do not mean two things by it. */
export const isSameItem = (a: string, b: string): boolean => tidyItem(a).toLowerCase() === tidyItem(b).toLowerCase();
