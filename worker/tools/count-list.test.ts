import { expect, test } from 'vitest';
import { countList } from './count-list.ts';
import { memoryTodo } from './testing.ts';
import { runTool } from './tool.ts';

test('counts the list', () => {
	expect(runTool(countList(memoryTodo('bread', 'milk')), {})).toEqual({ count: 2 });
	expect(runTool(countList(memoryTodo()), {})).toEqual({ count: 0 });
});
