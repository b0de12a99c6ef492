/**
 * What every store does. Run by each implementation's test over its own store.
 *
 * @module
 */
import { expect, it } from 'vitest';
import type { Entry, SaveOptions, Store } from './port.ts';

export interface StoreUnderTest {
	readonly store: Store;
	/** Lets time pass. */
	readonly pass: (ms: number) => void | Promise<void>;
}

const options: SaveOptions = { fence: 0, deadline: null, ttlMs: 60_000 };
const entries = (...ids: string[]): Entry[] => ids.map((id) => ({ id, value: JSON.stringify({ id }) }));
const ids = (list: readonly Entry[]) => list.map(({ id }) => id);

export function describeStore(make: () => StoreUnderTest | Promise<StoreUnderTest>): void {
	it('has nothing under a new key', async () => {
		const { store } = await make();
		expect(await store.load('k', { last: 5 })).toEqual({ value: null, version: 0, entries: [], before: null });
		expect(await store.append('k', entries('a'), 1)).toBe('absent');
	});

	it('saves only over the version that was read', async () => {
		const { store } = await make();
		expect(await store.save('k', '"one"', 0, options)).toBe('saved');
		expect(await store.save('k', '"lost"', 0, options)).toBe('conflict');
		const { value, version } = await store.load('k', { last: 0 });
		expect(value).toBe('"one"');
		expect(await store.save('k', '"two"', version, options)).toBe('saved');
		expect(await store.save('k', '"lost"', version, options)).toBe('conflict');
		expect((await store.load('k', { last: 0 })).value).toBe('"two"');
	});

	it('lets one of many win', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		const { version } = await store.load('k', { last: 0 });
		const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => store.save('k', `${i}`, version, options)));
		expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
	});

	it('appends in order, each id once', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		expect(await store.append('k', entries('a', 'b'), 1)).toBe('appended');
		expect(await store.append('k', entries('b', 'c', 'a'), 1)).toBe('appended');
		expect(ids((await store.load('k', { last: 10 })).entries)).toEqual(['a', 'b', 'c']);
	});

	it('refuses appends below the fence, all of them, and never lowers it', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, { ...options, fence: 3 });
		expect(await store.append('k', entries('stale'), 2)).toBe('fenced');
		expect(await store.append('k', entries('a'), 3)).toBe('appended');
		const { version } = await store.load('k', { last: 0 });
		await store.save('k', '0', version, { ...options, fence: 1 });
		expect(await store.append('k', entries('stale'), 2)).toBe('fenced');
		expect(ids((await store.load('k', { last: 10 })).entries)).toEqual(['a']);
	});

	it('pages back through the list', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		await store.append('k', entries('a', 'b', 'c', 'd', 'e'), 0);
		const last = await store.load('k', { last: 2 });
		expect(ids(last.entries)).toEqual(['d', 'e']);
		const middle = await store.list('k', { before: String(last.before), last: 2 });
		expect(ids(middle.entries)).toEqual(['b', 'c']);
		const first = await store.list('k', { before: String(middle.before), last: 2 });
		expect(first).toEqual({ entries: entries('a'), before: null });
		expect(await store.list('k', { before: 'nonsense', last: 2 })).toEqual({ entries: [], before: null });
	});

	it('empties the list with a save, and nothing comes back', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		await store.append('k', entries('a', 'b'), 0);
		const { version } = await store.load('k', { last: 0 });
		await store.save('k', '1', version, { ...options, clearList: true });
		expect(await store.load('k', { last: 10 })).toMatchObject({ value: '1', entries: [], before: null });
		await store.append('k', entries('c'), 0);
		expect(ids((await store.load('k', { last: 10 })).entries)).toEqual(['c']);
	});

	it('drops what nobody touched for its time, and keeps what was appended to', async () => {
		const { store, pass } = await make();
		await store.save('gone', '0', 0, { ...options, ttlMs: 1_000 });
		await store.save('kept', '0', 0, { ...options, ttlMs: 1_000 });
		await pass(700);
		await store.append('kept', entries('a'), 0);
		await pass(700);
		expect((await store.load('gone', { last: 1 })).version).toBe(0);
		expect((await store.load('kept', { last: 1 })).value).toBe('0');
	});

	it('keeps keys apart', async () => {
		const { store } = await make();
		await store.save('one', '1', 0, options);
		await store.append('one', entries('a'), 0);
		expect(await store.load('two', { last: 5 })).toEqual({ value: null, version: 0, entries: [], before: null });
	});
}
