import { describe, expect, it } from 'vitest';
import { makeTestStore } from '../testing.ts';
import { makeOpenCalls } from './limits.ts';

function counting() {
	let time = 1_000;
	const now = () => time;
	const { store, asked, fails } = makeTestStore(now);
	const open = (calls: number) =>
		Promise.all(
			Array.from({ length: calls }, (_, i) =>
				store.save(`k${i}`, '{}', 0, { fence: 0, deadline: time + 60_000, ttlMs: 60_000 }),
			),
		);
	const pass = (ms: number) => {
		time += ms;
	};
	return { open, asked, fails, pass, openCalls: makeOpenCalls(store, now) };
}

describe('the count of open calls', () => {
	it('asks the store every two seconds at most', async () => {
		const { open, asked, pass, openCalls } = counting();
		await open(3);
		asked.length = 0;
		for (let i = 0; i < 5; i++) expect(await openCalls()).toBe(3);
		pass(1_999);
		await openCalls();
		expect(asked).toEqual(['size']);
		pass(1);
		await openCalls();
		expect(asked).toEqual(['size', 'size']);
	});

	it('is what it was last when the store does not answer: nobody is refused for that', async () => {
		const { open, fails, pass, openCalls } = counting();
		fails();
		expect(await openCalls()).toBe(0);
		fails(false);
		await open(3);
		pass(2_000);
		expect(await openCalls()).toBe(3);
		fails();
		pass(2_000);
		expect(await openCalls()).toBe(3);
	});
});
