import { expect, it } from 'vitest';
import type { Store } from '../port.ts';
import { LONG_MS, type MakeStore, options, versionOf } from './under-test.ts';

const LEASE_MS = 60_000;

export function describeDeadlines(make: MakeStore): void {
	/** Keys with their deadlines, in milliseconds from now. */
	async function withDeadlines(deadlines: Readonly<Record<string, number | null>>) {
		const { store, now, pass } = await make();
		const begin = now();
		for (const [key, inMs] of Object.entries(deadlines))
			await store.save(key, '0', 0, { ...options, deadline: inMs === null ? null : begin + inMs });
		const due = (atMs: number, limit = 100) =>
			store.due({ until: begin + atMs, now: begin + atMs, limit, leaseMs: LEASE_MS });
		return { store, pass, due, resave: (key: string, inMs: number | null) => resave(store, key, inMs, begin) };
	}

	async function resave(store: Store, key: string, inMs: number | null, begin: number): Promise<void> {
		const deadline = inMs === null ? null : begin + inMs;
		expect(await store.save(key, '1', await versionOf(store, key), { ...options, deadline })).toBe('saved');
	}

	it('names what is due, the longest due first, and what is not due not', async () => {
		const { due } = await withDeadlines({ a: 3_000, z: 1_000, never: null, m: 2_000 });
		expect(await due(999)).toEqual([]);
		expect(await due(2_999)).toEqual(['z', 'm']);
		expect(await due(3_000)).toEqual(['a']);
	});

	it('names what is due until another time than now, and leases from now', async () => {
		const { store } = await withDeadlines({ a: 1_000, b: 9_000 });
		const begin = 1_000_000;
		expect(await store.due({ until: 2 ** 50, now: begin, limit: 9, leaseMs: 5 })).toEqual(['a', 'b']);
		expect(await store.due({ until: begin + 4, now: begin, limit: 9, leaseMs: 5 })).toEqual([]);
		expect(await store.due({ until: begin + 5, now: begin, limit: 9, leaseMs: 5 })).toEqual(['a', 'b']);
	});

	it('names no more than it was asked for, and the rest the next time', async () => {
		const { due } = await withDeadlines({ c: 3, e: 1, a: 5, d: 2, b: 4 });
		expect(await due(10, 2)).toEqual(['e', 'd']);
		expect(await due(10, 2)).toEqual(['c', 'b']);
		expect(await due(10, 2)).toEqual(['a']);
		expect(await due(10, 2)).toEqual([]);
	});

	it('names it again when the lease is over and nothing was saved', async () => {
		const { due, resave: save } = await withDeadlines({ forgotten: 1_000, handled: 1_000, done: 1_000 });
		expect(await due(2_000)).toHaveLength(3);
		await save('handled', 500_000);
		await save('done', null);
		expect(await due(2_000 + LEASE_MS - 1)).toEqual([]);
		expect(await due(2_000 + LEASE_MS)).toEqual(['forgotten']);
		expect(await due(500_000)).toEqual(['forgotten', 'handled']);
	});

	it('lets two who ask at once share the work', async () => {
		const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
		const { due } = await withDeadlines(Object.fromEntries(keys.map((key, i) => [key, i])));
		const shares = await Promise.all([due(100, 20), due(100, 20), due(100, 20)]);
		expect(shares.flat().sort()).toEqual([...keys].sort());
	});

	it('counts what has a deadline', async () => {
		const { store, due, pass, resave: save } = await withDeadlines({ a: 1, b: 2, c: null });
		expect(await store.size()).toBe(2);
		await due(10);
		expect(await store.size()).toBe(2);
		await save('a', null);
		await save('c', 5);
		expect(await store.size()).toBe(2);
		await pass(LONG_MS);
		expect(await store.size()).toBe(0);
		expect(await due(LONG_MS * 2)).toEqual([]);
	});

	it('tells the earliest deadlines without a lease, and none of what has ended', async () => {
		const { store, due, pass } = await withDeadlines({ c: 3_000, a: 1_000, never: null, b: 2_000, 7: 4_000 });
		const [first, ...others] = await store.deadlines(3);
		expect([first, ...others].map((one) => one?.key)).toEqual(['a', 'b', 'c']);
		expect(others.map(({ at }) => at - (first?.at ?? 0))).toEqual([1_000, 2_000]);
		expect(await store.deadlines(9)).toHaveLength(4);
		expect(await due(10_000)).toEqual(['a', 'b', 'c', '7']);
		await pass(LONG_MS);
		expect(await store.deadlines(9)).toEqual([]);
	});

	it('tells as many deadlines as it was asked for, however many have ended before them', async () => {
		const { store, now, pass } = await make();
		const save = (key: string, inMs: number, ttlMs: number) =>
			store.save(key, '0', 0, { ...options, deadline: now() + inMs, ttlMs });
		for (let i = 0; i < 100; i++) await save(`ended ${i}`, i, LONG_MS);
		for (const [i, key] of ['a', 'b', 'c', 'd'].entries()) await save(key, 1_000 + i, 3 * LONG_MS);
		await pass(2 * LONG_MS);
		expect((await store.deadlines(3)).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
	});

	it('keeps the deadline that was there when a save meets a conflict', async () => {
		const { store, due } = await withDeadlines({ a: 1_000 });
		expect(await store.save('a', '1', 0, { ...options, deadline: null })).toBe('conflict');
		expect(await due(1_000)).toEqual(['a']);
	});
}
