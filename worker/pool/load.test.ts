import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL_FROM, loadOf } from './load.ts';

const worker = fc
	.record({ open: fc.boolean(), slots: fc.integer({ min: 1, max: 500 }), taken: fc.nat(600) })
	.filter(({ slots, taken }) => taken <= slots + 100);

/** LiveKit reads it as a float of 32 bits. */
const asRead = Math.fround;

describe('the load', () => {
	it('is below LiveKit’s limit exactly while there is a slot to be had', () => {
		fc.assert(
			fc.property(worker, (facts) => {
				const load = asRead(loadOf(facts));
				expect(load < asRead(FULL_FROM)).toBe(facts.open && facts.taken < facts.slots);
				expect(load).toBeGreaterThanOrEqual(0);
				expect(load).toBeLessThanOrEqual(1);
			}),
		);
	});

	it('falls with each call, so that calls gather', () => {
		fc.assert(
			fc.property(fc.integer({ min: 2, max: 500 }), (slots) => {
				for (let taken = 1; taken < slots; taken++)
					expect(asRead(loadOf({ open: true, slots, taken }))).toBeLessThan(
						asRead(loadOf({ open: true, slots, taken: taken - 1 })),
					);
			}),
			{ numRuns: 20 },
		);
	});
});
