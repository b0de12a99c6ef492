import { expect, it } from 'vitest';
import { LONG_MS, type MakeStore, options } from './under-test.ts';

export function describeHits(make: MakeStore): void {
	const hit = (key: string, windowMs = LONG_MS) => ({ key, windowMs });

	it('counts hits of each key, this one included, whether or not anything is stored', async () => {
		const { store } = await make();
		const load = async (...keys: string[]) =>
			(await store.load('k', { last: 0, hits: keys.map((key) => hit(key)) })).hits;
		expect(await load('visitor', 'address')).toEqual([1, 1]);
		expect(await load('visitor')).toEqual([2]);
		await store.save('k', '0', 0, options);
		expect(await load('address', 'visitor', 'visitor')).toEqual([2, 3, 4]);
		expect(await load()).toEqual([]);
		expect((await store.load('k', { last: 0 })).hits).toEqual([]);
	});

	it('counts anew in the next window, and windows of another length for themselves', async () => {
		const { store, pass } = await make();
		const load = async () =>
			(await store.load('k', { last: 0, hits: [hit('visitor', LONG_MS), hit('visitor', 100 * LONG_MS)] })).hits;
		expect(await load()).toEqual([1, 1]);
		expect(await load()).toEqual([2, 2]);
		await pass(LONG_MS);
		expect((await load())[0]).toBe(1);
		await pass(100 * LONG_MS);
		expect(await load()).toEqual([1, 1]);
	});

	it('counts every one of many at once', async () => {
		const { store } = await make();
		const loads = Array.from({ length: 20 }, () => store.load('k', { last: 0, hits: [hit('visitor')] }));
		const counts = (await Promise.all(loads)).map(({ hits }) => hits[0]);
		expect(counts.sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
	});

	it('adds to counters, and keeps them for good', async () => {
		const { store, pass } = await make();
		expect(await store.counters()).toEqual({});
		await store.count({});
		await store.count({ joined: 1, failed: 2 });
		await store.count({ joined: 3, constructor: 1, 'odd name ✓': 1 });
		await pass(1_000 * LONG_MS);
		expect(await store.counters()).toEqual({ joined: 4, failed: 2, constructor: 1, 'odd name ✓': 1 });
	});

	it('adds to counters in the step that saves, and not when that meets a conflict', async () => {
		const { store } = await make();
		const counting = (counts: Record<string, number>) => ({ ...options, counts });
		expect(await store.save('k', '0', 0, counting({ joined: 2, failed: 1 }))).toBe('saved');
		expect(await store.save('k', '0', 0, counting({ joined: 5 }))).toBe('conflict');
		expect(await store.save('k', '1', 1, counting({}))).toBe('saved');
		expect(await store.save('k', '2', 2, counting({ joined: 1 }))).toBe('saved');
		expect(await store.counters()).toEqual({ joined: 3, failed: 1 });
	});

	it('keeps counters, hits and values apart, whatever they are called', async () => {
		const { store } = await make();
		await store.save('counters', '"value"', 0, options);
		await store.count({ value: 1 });
		await store.load('counters', { last: 0, hits: [hit('counters')] });
		expect(await store.counters()).toEqual({ value: 1 });
		expect((await store.load('counters', { last: 0 })).value).toBe('"value"');
	});
}
