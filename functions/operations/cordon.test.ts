import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSlots, isCordoned } from './cordon.ts';
import { noPool, type Pool, type Worker } from './pool.ts';

const worker = (more: Partial<Worker> = {}): Worker => ({
	at: 0,
	agentName: 'greenroom-test',
	state: 'accepting',
	active: 0,
	slots: 8,
	release: 1,
	...more,
});
const poolOf = (...workers: Worker[]): Pool => ({
	...noPool,
	workers: Object.fromEntries(workers.map((one, index) => [`w${index}`, one])),
});

describe('a worker', () => {
	const old = worker({ release: 1, active: 3 });

	it('takes jobs while nobody is newer, however many are as new', () => {
		expect(isCordoned(old, poolOf(old, worker({ release: 1 }), worker({ release: 0 })), 1)).toBe(false);
	});

	it('takes none once a newer one does', () => {
		expect(isCordoned(old, poolOf(old, worker({ release: 2 })), 1)).toBe(true);
	});

	it.each([
		['serves another agent', { agentName: 'clerk-test' }],
		['is about to stop', { state: 'draining' }],
		['was not heard of for 12 s', { at: -12_000 }],
		['has too few slots free', { active: 7 }],
	] as const)('takes jobs when the newer one %s', (_, newer) => {
		expect(isCordoned(old, poolOf(old, worker({ release: 2, ...newer })), 0)).toBe(false);
	});

	it('that says no release is older than all that do', () => {
		const { release: _, ...silent } = worker();
		expect(isCordoned(silent, poolOf(silent, worker({ release: 0 })), 1)).toBe(true);
		expect(isCordoned(worker({ release: 0 }), poolOf(silent), 1)).toBe(false);
	});

	it('of a large pool is not waited for until a quarter of the newer slots are free', () => {
		const newer = Array.from({ length: 20 }, () => worker({ release: 2, active: 7 }));
		expect(isCordoned(old, poolOf(old, ...newer), 1)).toBe(true);
		expect(isCordoned(old, poolOf(old, ...newer.slice(0, 7)), 1)).toBe(false);
	});

	it('with a single slot is followed by another one', () => {
		expect(isCordoned(worker({ slots: 1 }), poolOf(worker({ slots: 1, release: 2 })), 1)).toBe(true);
		expect(isCordoned(worker({ slots: 1 }), poolOf(worker({ slots: 1, active: 1, release: 2 })), 1)).toBe(false);
	});
});

describe('free slots', () => {
	it('are those of the workers that take jobs', () => {
		const pool = poolOf(worker({ active: 3 }), worker({ active: 9 }), worker({ state: 'draining' }));
		expect(freeSlots(pool, 1)).toBe(5);
		expect(freeSlots(poolOf(worker({ release: 1 }), worker({ release: 2, active: 2 })), 1)).toBe(6);
		expect(freeSlots(noPool, 1)).toBe(0);
	});

	it('are not known when one of them does not say', () => {
		const { slots: _, ...silent } = worker();
		expect(freeSlots(poolOf(silent, worker()), 1)).toBe(null);
	});
});

describe('any pool', () => {
	const workers = fc.array(
		fc.record({
			at: fc.constantFrom(-13_000, 0),
			agentName: fc.constantFrom('a', 'b'),
			state: fc.constantFrom('accepting' as const, 'draining' as const),
			active: fc.nat(8),
			slots: fc.nat(8),
			release: fc.nat(3),
		}),
		{ maxLength: 12 },
	);

	it('always has somebody who takes jobs, where somebody could', () => {
		void fc.assert(
			fc.property(workers, (all) => {
				const pool = poolOf(...all);
				for (const agent of ['a', 'b']) {
					const able = all.filter(
						({ at, agentName, state, slots, active }) =>
							at === 0 && agentName === agent && state === 'accepting' && slots > active,
					);
					if (able.length > 0) expect(able.some((one) => !isCordoned(one, pool, 0))).toBe(true);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it('never cordons the newest', () => {
		void fc.assert(
			fc.property(workers, (all) => {
				const pool = poolOf(...all);
				const newest = Math.max(...all.map(({ release }) => release));
				for (const one of all) if (one.release === newest) expect(isCordoned(one, pool, 0)).toBe(false);
			}),
		);
	});
});
