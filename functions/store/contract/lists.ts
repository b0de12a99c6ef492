import { expect, it } from 'vitest';
import { LIST_LIMIT } from '../port.ts';
import { entries, ids, type MakeStore, options, versionOf } from './under-test.ts';

const numbered = (from: number, to: number) => entries(...Array.from({ length: to - from }, (_, i) => `${from + i}`));

export function describeLists(make: MakeStore): void {
	it('appends in order, each id once', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		expect(await store.append('k', entries('a', 'b'), 1)).toBe('appended');
		expect(await store.append('k', entries('b', 'c', 'a', 'c'), 1)).toBe('appended');
		expect(await store.append('k', [{ id: 'a', value: '"another"' }], 1)).toBe('appended');
		expect((await store.load('k', { last: 10 })).entries).toEqual(entries('a', 'b', 'c'));
	});

	it('appends once what many append at once', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		await Promise.all(Array.from({ length: 10 }, () => store.append('k', entries('a', 'b'), 0)));
		expect(ids((await store.load('k', { last: 10 })).entries)).toEqual(['a', 'b']);
	});

	it('refuses appends below the fence, all of them, and never lowers it', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, { ...options, fence: 3 });
		expect(await store.append('k', entries('stale'), 2)).toBe('fenced');
		expect(await store.append('k', entries('a'), 3)).toBe('appended');
		await store.save('k', '0', await versionOf(store, 'k'), { ...options, fence: 1 });
		expect(await store.append('k', entries('stale'), 2)).toBe('fenced');
		await store.save('k', '0', await versionOf(store, 'k'), { ...options, fence: 10 });
		expect(await store.append('k', entries('stale'), 9)).toBe('fenced');
		expect(ids((await store.load('k', { last: 10 })).entries)).toEqual(['a']);
	});

	it('pages back through the list', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		await store.append('k', entries('a', 'b', 'c', 'd', 'e'), 0);
		expect(await store.load('k', { last: 0 })).toMatchObject({ entries: [], before: '5' });
		const last = await store.load('k', { last: 2 });
		expect(ids(last.entries)).toEqual(['d', 'e']);
		const middle = await store.list('k', { before: String(last.before), last: 2 });
		expect(ids(middle.entries)).toEqual(['b', 'c']);
		const first = await store.list('k', { before: String(middle.before), last: 2 });
		expect(first).toEqual({ entries: entries('a'), before: null });
		for (const before of ['nonsense', '-3', '0', '1.5'])
			expect(await store.list('k', { before, last: 2 })).toEqual({ entries: [], before: null });
		expect(ids((await store.list('k', { before: '99', last: 9 })).entries)).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('empties the list with a save, and nothing comes back', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		await store.append('k', entries('a', 'b'), 0);
		await store.save('k', '1', await versionOf(store, 'k'), { ...options, clearList: true });
		expect(await store.load('k', { last: 10 })).toMatchObject({ value: '1', entries: [], before: null });
		expect((await store.list('k', { before: '2', last: 9 })).entries).toEqual([]);
		await store.append('k', entries('c', 'a'), 0);
		expect(ids((await store.load('k', { last: 10 })).entries)).toEqual(['c', 'a']);
	});

	it('keeps a bounded list, and cursors stay true when old entries fall out', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		await store.append('k', numbered(0, LIST_LIMIT), 0);
		const { before } = await store.load('k', { last: 10 });
		await store.append('k', numbered(LIST_LIMIT, LIST_LIMIT + 5), 0);
		const page = await store.list('k', { before: String(before), last: 2 });
		expect(ids(page.entries)).toEqual([`${LIST_LIMIT - 12}`, `${LIST_LIMIT - 11}`]);
		const all = await store.load('k', { last: LIST_LIMIT * 2 });
		expect(ids(all.entries)).toEqual(ids(numbered(5, LIST_LIMIT + 5)));
		const newest = await store.load('k', { last: 1 });
		expect(ids((await store.list('k', { before: String(newest.before), last: 1 })).entries)).toEqual(['1003']);
		// Forgotten with its entry: it is a new one.
		await store.append('k', entries('0'), 0);
		expect(ids((await store.load('k', { last: 1 })).entries)).toEqual(['0']);
	});
}
