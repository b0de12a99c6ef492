import { describe, expect, it } from 'vitest';
import { describeStore } from './contract.ts';
import { MemoryStore } from './memory.ts';

const make = () => {
	let time = 1_795_000_000_000;
	const now = () => time;
	return {
		store: new MemoryStore(now),
		now,
		pass: (ms: number) => {
			time += ms;
		},
	};
};

describe('the memory store', () => {
	describeStore(make);

	it('is no slower with a hundred thousand rows', async () => {
		const few = await stepsOver(100);
		const many = await stepsOver(100_000);
		// Some 3. It is 400 where a step looks at each row once.
		expect((await many()) / (await few())).toBeLessThan(50);
	}, 60_000);

	/** How long the best of some rounds of steps takes in a store of so many rows. */
	async function stepsOver(rows: number): Promise<() => Promise<number>> {
		const { store, now } = make();
		const begin = now();
		const save = (key: string, version: number, inMs: number) =>
			store.save(key, '0', version, { fence: 0, ttlMs: 3_600_000, deadline: begin + inMs });
		for (let i = 0; i < rows; i++) await save(`k${i}`, 0, i);
		const round = async () => {
			const began = performance.now();
			for (let i = 0; i < 1_000; i++) {
				const key = `k${i % rows}`;
				await save(key, (await store.load(key, { last: 1 })).version, rows + i);
				await store.due({ until: begin + i, now: begin + i, limit: 20, leaseMs: 2 * rows });
				await store.size();
			}
			return performance.now() - began;
		};
		return async () => Math.min(await round(), await round(), await round());
	}
});
