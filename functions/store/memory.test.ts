import { describe, expect, it } from 'vitest';
import { describeStore } from './contract.ts';
import { LIST_LIMIT, MemoryStore } from './memory.ts';

const make = () => {
	let time = 0;
	return {
		store: new MemoryStore(() => time),
		pass: (ms: number) => {
			time += ms;
		},
	};
};

describe('the memory store', () => {
	describeStore(make);

	it('keeps a bounded list, and cursors stay true when old entries fall out', async () => {
		const { store } = make();
		await store.save('k', '0', 0, { fence: 0, deadline: null, ttlMs: 1_000 });
		const add = (from: number, to: number) =>
			store.append(
				'k',
				Array.from({ length: to - from }, (_, i) => ({ id: `${from + i}`, value: '0' })),
				0,
			);
		await add(0, LIST_LIMIT);
		const { before } = await store.load('k', { last: 10 });
		await add(LIST_LIMIT, LIST_LIMIT + 5);
		const page = await store.list('k', { before: String(before), last: 2 });
		expect(page.entries.map(({ id }) => id)).toEqual([`${LIST_LIMIT - 12}`, `${LIST_LIMIT - 11}`]);
		const { entries } = await store.load('k', { last: LIST_LIMIT * 2 });
		expect(entries[0]?.id).toBe('5');
	});
});
