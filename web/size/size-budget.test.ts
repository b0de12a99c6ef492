import { describe, expect, it } from 'vitest';
import { loadedWith, measure, overBudget } from './size-budget.ts';

const noise = (length: number): string =>
	Array.from({ length }, (_, index) => String.fromCharCode(33 + ((index * index * 7919) % 90))).join('');

interface Parts {
	readonly imports?: string[];
	readonly isEntry?: boolean;
	readonly code?: string;
}

const chunk = (fileName: string, { imports = [], isEntry = false, code = '' }: Parts = {}) => ({
	...{ fileName, imports, isEntry, code },
	facadeModuleId: `/web/${fileName}`,
});

describe('what is loaded with a chunk', () => {
	it('is whatever it imports, by way of others too, and not what it can load later', () => {
		const chunks = [
			chunk('a', { imports: ['b'], isEntry: true }),
			chunk('b', { imports: ['c'] }),
			chunk('c', { imports: ['b'] }),
			chunk('later', { imports: ['b'] }),
		];
		expect([...loadedWith(({ isEntry }) => isEntry, chunks)]).toEqual(['a', 'b', 'c']);
	});
});

describe('the sizes of a build', () => {
	const page = chunk('page.ts', { isEntry: true, code: noise(3_000) });
	const shared = chunk('shared.ts', { code: noise(2_000) });
	const talk = chunk('talk.tsx', { imports: ['page.ts', 'shared.ts'], code: noise(5_000) });
	const check = chunk('check.tsx', { imports: ['shared.ts'], code: noise(4_000) });

	it('tell what is loaded at once from what a call needs, and from what few people open', async () => {
		const { beforeStart, connected, all } = await measure([page, shared, talk, check], ['talk.tsx']);
		const alone = await measure([page], ['talk.tsx']);
		expect(alone).toEqual({ beforeStart, connected: beforeStart, all: beforeStart });
		const call = await measure([page, shared, talk], ['talk.tsx']);
		expect(call).toEqual({ beforeStart, connected, all: connected });
		expect(connected).toBeGreaterThan(beforeStart);
		expect(all).toBeGreaterThan(connected);
	});

	it('are those of compressed script', async () => {
		const { beforeStart } = await measure([{ ...page, code: 'a'.repeat(100_000) }], []);
		expect(beforeStart).toBeLessThan(1_000);
	});
});

describe('the budget', () => {
	const budget = { beforeStart: 8_000, connected: 160_000 };

	it('is kept, or says by which part it is not', () => {
		const all = 1_000_000;
		expect(overBudget({ beforeStart: 8_000, connected: 160_000, all }, budget)).toEqual([]);
		expect(overBudget({ beforeStart: 8_001, connected: 1, all }, budget)).toEqual([
			expect.stringMatching(/^beforeStart: 8001 bytes/),
		]);
		expect(overBudget({ beforeStart: 1, connected: 160_001, all }, budget)).toEqual([
			expect.stringMatching(/^connected: 160001 bytes/),
		]);
	});
});
