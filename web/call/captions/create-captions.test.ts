import { beforeEach, describe, expect, it } from 'vitest';
import { createCaptions } from './create-captions.ts';

beforeEach(() => localStorage.clear());
const storage = () => localStorage;

describe('captions', () => {
	it('are on by default', () => {
		expect(createCaptions(storage).shown()).toBe(true);
	});

	it('are hidden and shown, and the next page knows', () => {
		const captions = createCaptions(storage);
		captions.toggle();
		expect([captions.shown(), createCaptions(storage).shown()]).toEqual([false, false]);
		captions.toggle();
		expect([captions.shown(), createCaptions(storage).shown()]).toEqual([true, true]);
	});

	it('can be hidden where nothing is remembered', () => {
		const captions = createCaptions(() => {
			throw new Error('denied');
		});
		captions.toggle();
		expect(captions.shown()).toBe(false);
	});
});
