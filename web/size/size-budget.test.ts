import { describe, expect, it } from 'vitest';
import { eagerOf, measure, overBudget } from './size-budget.ts';

const noise = (length: number): string =>
	Array.from({ length }, (_, index) => String.fromCharCode(33 + ((index * index * 7919) % 90))).join('');

describe('the sizes of a build', () => {
	it('tell what is loaded at once from what is loaded for a call', async () => {
		const eager = { code: noise(3_000), eager: true };
		const lazy = { code: noise(5_000), eager: false };
		const alone = await measure([eager]);
		const both = await measure([eager, lazy]);
		expect(both.beforeStart).toBe(alone.beforeStart);
		expect(both.connected).toBeGreaterThan(alone.connected);
		expect(alone.connected).toBe(alone.beforeStart);
	});

	it('are those of compressed script', async () => {
		const { beforeStart } = await measure([{ code: 'a'.repeat(100_000), eager: true }]);
		expect(beforeStart).toBeLessThan(1_000);
	});
});

describe('what is loaded with the page', () => {
	it('is its entry, and whatever that imports by way of others, and not what it can load later', () => {
		const chunk = (fileName: string, imports: string[] = [], isEntry = false) => ({ fileName, imports, isEntry });
		const chunks = [chunk('a', ['b'], true), chunk('b', ['c']), chunk('c', ['b']), chunk('later', ['b'])];
		expect([...eagerOf(chunks)]).toEqual(['a', 'b', 'c']);
	});
});

describe('the budget', () => {
	const budget = { beforeStart: 8_000, connected: 160_000 };

	it('is kept, or says by which part it is not', () => {
		expect(overBudget({ beforeStart: 8_000, connected: 160_000 }, budget)).toEqual([]);
		expect(overBudget({ beforeStart: 8_001, connected: 1 }, budget)).toEqual([
			expect.stringMatching(/^beforeStart: 8001 bytes/),
		]);
		expect(overBudget({ beforeStart: 1, connected: 160_001 }, budget)).toEqual([
			expect.stringMatching(/^connected: 160001 bytes/),
		]);
	});
});
