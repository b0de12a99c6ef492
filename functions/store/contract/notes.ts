import { expect, it } from 'vitest';
import { NOTES_LIMIT, NOTES_TTL_MS } from '../port.ts';
import { type MakeStore, options } from './under-test.ts';

export function describeNotes(make: MakeStore): void {
	it('keeps what was noted of a key, the oldest first, whether or not anything is stored', async () => {
		const { store } = await make();
		expect(await store.notes('k')).toEqual([]);
		await store.note('k', ['a', 'b']);
		await store.note('k', []);
		await store.note('other', ['x']);
		await store.note('k', ['a']);
		expect(await store.notes('k')).toEqual(['a', 'b', 'a']);
		expect((await store.load('k', { last: 9 })).version).toBe(0);
	});

	it('notes in the step that saves, and not when that meets a conflict', async () => {
		const { store } = await make();
		expect(await store.save('k', '0', 0, { ...options, note: 'first' })).toBe('saved');
		expect(await store.save('k', '0', 0, { ...options, note: 'lost' })).toBe('conflict');
		expect(await store.save('k', '1', 1, options)).toBe('saved');
		expect(await store.save('k', '2', 2, { ...options, note: '{"größe":"✓"}' })).toBe('saved');
		expect(await store.notes('k')).toEqual(['first', '{"größe":"✓"}']);
	});

	it('keeps the last ones', async () => {
		const { store } = await make();
		const many = Array.from({ length: NOTES_LIMIT + 5 }, (_, i) => `${i}`);
		await store.note('k', many);
		expect(await store.notes('k')).toEqual(many.slice(5));
		await store.save('k', '0', 0, { ...options, note: 'last' });
		expect(await store.notes('k')).toEqual([...many.slice(6), 'last']);
	});

	it('drops them with the list, but for the one that says so', async () => {
		const { store } = await make();
		await store.note('k', ['a']);
		await store.save('k', '0', 0, { ...options, clearList: true, note: 'cleared' });
		expect(await store.notes('k')).toEqual(['cleared']);
		await store.save('k', '0', 1, { ...options, clearList: true });
		expect(await store.notes('k')).toEqual([]);
	});

	it('drops them a day after the last one', async () => {
		const { store, pass } = await make();
		await store.note('k', ['a']);
		await pass(0.7 * NOTES_TTL_MS);
		await store.note('k', ['b']);
		await pass(0.7 * NOTES_TTL_MS);
		expect(await store.notes('k')).toEqual(['a', 'b']);
		await store.note('k', []);
		await pass(0.4 * NOTES_TTL_MS);
		expect(await store.notes('k')).toEqual([]);
	});
}
