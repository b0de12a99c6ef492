import { expect, test } from 'vitest';
import { readList } from './read-list.ts';
import { memoryTodo } from './testing.ts';
import { runTool } from './tool.ts';

test('gives the list in its order', () => {
	expect(runTool(readList(memoryTodo('bread', 'milk')), {})).toEqual({ items: ['bread', 'milk'] });
	expect(runTool(readList(memoryTodo()), {})).toEqual({ items: [] });
});
