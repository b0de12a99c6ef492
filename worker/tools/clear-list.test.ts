import { expect, test } from 'vitest';
import { clearList } from './clear-list.ts';
import { memoryTodo } from './testing.ts';
import { ArgumentsError, runTool } from './tool.ts';

test('clears the list when the visitor has confirmed it, and says how much that was', () => {
	const todo = memoryTodo('bread', 'milk');
	expect(runTool(clearList(todo), { confirmed: true })).toEqual({ outcome: 'cleared', removed: 2 });
	expect(todo.items()).toEqual([]);
	expect(runTool(clearList(todo), { confirmed: true })).toEqual({ outcome: 'cleared', removed: 0 });
	expect(todo.replaced).toHaveLength(1);
});

test('clears nothing without a confirmation', () => {
	const todo = memoryTodo('bread');
	expect(runTool(clearList(todo), { confirmed: false })).toEqual({ outcome: 'not_confirmed', removed: 0 });
	expect(() => runTool(clearList(todo), {})).toThrow(ArgumentsError);
	expect(todo.items()).toEqual(['bread']);
});
