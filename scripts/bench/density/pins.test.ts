import { expect, test } from 'vitest';
import type { PartSpec } from '../../start/part.ts';
import { pinned, pinsOf } from './pins.ts';

test('the worker has its processors for itself where others are left', () => {
	expect(pinsOf([0, 1], 4)).toEqual({ worker: [0, 1], others: [2, 3], cores: 2 });
	expect(pinsOf([0, 1], 2)).toEqual({ worker: [0, 1], others: null, cores: 2 });
	expect(pinsOf(null, 4)).toEqual({ worker: null, others: null, cores: 4 });
});

test('by taskset, and not at all where all are meant', () => {
	const command = { command: 'node', args: ['main.mjs'], cwd: '/', env: {} };
	const spec: PartSpec = {
		...{ name: 'worker', title: 'worker', command, ready: async () => {}, readyWithinMs: 1, stop: [] },
		whenItDies: 'restart',
	};
	expect(pinned(spec, [0, 3]).command).toEqual({
		...command,
		command: 'taskset',
		args: ['-c', '0,3', 'node', 'main.mjs'],
	});
	expect(pinned(spec, null)).toBe(spec);
});
