import { expect, it } from 'vitest';
import { entries, LONG_MS, type MakeStore, nothing, options, versionOf } from './under-test.ts';

export function describeValues(make: MakeStore): void {
	it('has nothing under a new key', async () => {
		const { store } = await make();
		expect(await store.load('k', { last: 5 })).toEqual(nothing);
		expect(await store.list('k', { before: '5', last: 5 })).toEqual({ entries: [], before: null });
		expect(await store.append('k', entries('a'), 1)).toBe('absent');
		expect(await store.load('k', { last: 5 })).toEqual(nothing);
	});

	it('saves only over the version that was read', async () => {
		const { store } = await make();
		expect(await store.save('k', '"early"', 1, options)).toBe('conflict');
		expect(await store.save('k', '"one"', 0, options)).toBe('saved');
		expect(await store.save('k', '"lost"', 0, options)).toBe('conflict');
		const { value, version } = await store.load('k', { last: 0 });
		expect(value).toBe('"one"');
		expect(await store.save('k', '"two"', version, options)).toBe('saved');
		expect(await store.save('k', '"lost"', version, options)).toBe('conflict');
		expect((await store.load('k', { last: 0 })).value).toBe('"two"');
	});

	it('gives back what it was given, to the letter', async () => {
		const { store } = await make();
		for (const value of ['1e3', '"OK"', 'null', '{"größe":"✓ 𝄞","nul":"\\u0000"}', '"line\nend"', '']) {
			await store.save('k', value, await versionOf(store, 'k'), options);
			expect((await store.load('k', { last: 0 })).value).toBe(value);
		}
	});

	it('lets one of many win', async () => {
		const { store } = await make();
		await store.save('k', '0', 0, options);
		const version = await versionOf(store, 'k');
		const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => store.save('k', `${i}`, version, options)));
		expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
	});

	it('drops what nobody touched for its time, with all that is kept of it, and keeps what was appended to', async () => {
		const { store, now, pass } = await make();
		for (const key of ['gone', 'kept']) {
			await store.save(key, '0', 0, { fence: 7, deadline: now(), ttlMs: LONG_MS });
			await store.append(key, entries('old'), 7);
		}
		await pass(0.7 * LONG_MS);
		await store.append('kept', entries('a'), 7);
		await pass(0.7 * LONG_MS);
		expect(await store.load('gone', { last: 5 })).toEqual(nothing);
		expect((await store.load('kept', { last: 1 })).value).toBe('0');
		expect(await store.size()).toBe(1);
		const everything = { until: now() + LONG_MS, now: now(), limit: 9, leaseMs: 0 };
		expect(await store.due(everything)).toEqual(['kept']);
		expect(await store.save('gone', '"anew"', 0, options)).toBe('saved');
		expect(await store.append('gone', entries('old'), 0)).toBe('appended');
		expect(await store.load('gone', { last: 5 })).toMatchObject({ version: 1, entries: entries('old'), before: null });
	});

	it('keeps what is saved again for its new time', async () => {
		const { store, pass } = await make();
		await store.save('k', '0', 0, options);
		await store.append('k', entries('a'), 0);
		await store.save('k', '1', await versionOf(store, 'k'), { ...options, ttlMs: 3 * LONG_MS });
		await pass(2 * LONG_MS);
		expect(await store.load('k', { last: 5 })).toMatchObject({ value: '1', entries: entries('a') });
		await store.save('k', '2', await versionOf(store, 'k'), options);
		await pass(2 * LONG_MS);
		expect(await store.load('k', { last: 0 })).toEqual(nothing);
	});

	it('keeps keys apart', async () => {
		const { store } = await make();
		await store.save('one', '1', 0, options);
		await store.append('one', entries('a'), 0);
		expect(await store.load('two', { last: 5 })).toEqual(nothing);
	});
}
