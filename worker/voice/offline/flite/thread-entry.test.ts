import { describe, expect, test } from 'vitest';
import { findThread } from './thread-entry.ts';

const only = (file: string) => (path: string) => path === file;

describe('findThread', () => {
	test('finds the TypeScript beside it, wherever it is run from', () => {
		expect(String(findThread(import.meta.url))).toContain(new URL('./thread.ts', import.meta.url).href);
	});

	test.each([
		['file:///app/dist/worker/job/main.mjs', '/app/dist/worker/voice/offline/flite/thread.mjs'],
		['file:///app/dist/chunk-ABC.mjs', '/app/dist/worker/voice/offline/flite/thread.mjs'],
		['file:///app/dist/job/main.mjs', '/app/dist/voice/offline/flite/thread.mjs'],
	])('finds the entry of the bundle that %s is part of', (from, thread) => {
		expect(findThread(from, only(thread))).toEqual(new URL(`file://${thread}`));
	});

	test('never starts TypeScript from a bundle, and says what the bundle lacks', () => {
		const source = only('/app/worker/voice/offline/flite/thread.ts');
		expect(() => findThread('file:///app/dist/worker/job/main.mjs', source)).toThrow(
			'bundle it as an entry of its own',
		);
	});
});
