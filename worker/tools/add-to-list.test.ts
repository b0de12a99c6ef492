import { expect, test } from 'vitest';
import { addToList } from './add-to-list.ts';
import { memoryTodo } from './testing.ts';
import { ArgumentsError, runTool } from './tool.ts';

test('adds to the end', () => {
	const todo = memoryTodo('bread');
	expect(runTool(addToList(todo), { item: '  whole \n milk ' })).toEqual({
		outcome: 'added',
		item: 'whole milk',
		count: 2,
	});
	expect(todo.items()).toEqual(['bread', 'whole milk']);
});

test('adding again changes nothing, however it is written', () => {
	const todo = memoryTodo('Milk');
	expect(runTool(addToList(todo), { item: 'milk' })).toEqual({
		outcome: 'already_there',
		item: 'Milk',
		count: 1,
	});
	expect(todo.replaced).toEqual([]);
});

test('stops at the limit that the conversation keeps', () => {
	const todo = memoryTodo(...Array.from({ length: 100 }, (_, index) => `thing ${index}`));
	expect(runTool(addToList(todo), { item: 'one more' })).toMatchObject({ outcome: 'list_full', count: 100 });
	expect(() => runTool(addToList(todo), { item: 'x'.repeat(201) })).toThrow(ArgumentsError);
	expect(todo.replaced).toEqual([]);
});

test('refuses an empty item', () => {
	expect(() => runTool(addToList(memoryTodo()), { item: '  ' })).toThrow(ArgumentsError);
});
