import { expect, test } from 'vitest';
import { removeFromList } from './remove-from-list.ts';
import { memoryTodo } from './testing.ts';
import { runTool } from './tool.ts';

test('removes a thing, however it is written', () => {
	const todo = memoryTodo('bread', 'Milk', 'eggs');
	expect(runTool(removeFromList(todo), { item: ' milk' })).toEqual({
		outcome: 'removed',
		item: 'Milk',
		count: 2,
	});
	expect(todo.items()).toEqual(['bread', 'eggs']);
});

test('says that a thing is not there, and changes nothing', () => {
	const todo = memoryTodo('bread');
	expect(runTool(removeFromList(todo), { item: 'milk' })).toEqual({
		outcome: 'not_there',
		item: 'milk',
		count: 1,
	});
	expect(todo.replaced).toEqual([]);
});
