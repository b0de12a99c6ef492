import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('what is not said', () => {
	expect(readOptions([])).toMatchObject({ seconds: 40, cpus: null, worker: null, idleProcesses: 2, all: false });
});

test('steps and processors', () => {
	const read = readOptions(['--steps', '2,4,12', '--cpus', '0,4-6', '--worker', 'node main.mjs', '--all']);
	expect(read).toMatchObject({ steps: [2, 4, 12], cpus: [0, 4, 5, 6], worker: 'node main.mjs', all: true });
});

test.each([
	['--steps', '4,2'],
	['--steps', '2,2'],
	['--steps', '2,x'],
	['--steps', ''],
	['--seconds', '0'],
	['--cpus', '3-1'],
	['--cpus', 'all'],
	['--stpes', '2'],
])('%s %s is refused', (name, value) => {
	expect(() => readOptions([name, value])).toThrow();
});
