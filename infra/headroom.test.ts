import { describe, expect, it } from 'vitest';
import { type Demand, desiredCount, headroomPerRoot, headroomSlots, type Need } from './headroom.ts';

const usual = { meanCallS: 300, leadS: 90, z: 3 };
const level = (active: number): Demand => ({ ...usual, active, arrivalsPerS: active / usual.meanCallS });
const need = (some: Partial<Need>): number =>
	desiredCount({ active: 0, waiting: 0, headroom: 0, slots: 3, min: 2, max: 45, ...some });

describe('headroom', () => {
	it('grows with the root of the calls while as many come as end', () => {
		expect([0, 16, 100, 500].map((active) => headroomSlots(level(active)))).toEqual([0, 10, 24, 52]);
		for (const active of [16, 100, 500])
			expect(headroomSlots(level(active))).toBe(Math.ceil(headroomPerRoot(usual) * Math.sqrt(active)));
	});

	it('has room for those who come faster than others end, and is not less when they end faster', () => {
		const rising = { ...level(100), arrivalsPerS: 1 };
		expect(headroomSlots(rising)).toBeGreaterThan((1 - 100 / 300) * 90);
		expect(headroomSlots({ ...level(100), arrivalsPerS: 0 })).toBeGreaterThan(0);
	});

	it('is more where workers take longer to come', () => {
		expect(headroomSlots({ ...level(100), leadS: 180 })).toBeGreaterThan(headroomSlots(level(100)));
	});

	it('is of no calls without a length, and of nothing negative', () => {
		expect(() => headroomSlots({ ...level(1), meanCallS: 0 })).toThrow(/meanCallS/);
		expect(() => headroomSlots({ ...level(1), active: -1 })).toThrow(/0 or more/);
		expect(() => headroomSlots({ ...level(1), arrivalsPerS: Number.NaN })).toThrow(/0 or more/);
	});
});

describe('workers that a pool is to have', () => {
	it('carry calls, who waits, and headroom', () => {
		expect(need({ active: 10, waiting: 1, headroom: 8 })).toBe(7);
		expect(need({ active: 9 })).toBe(3);
		expect(need({ active: 10 })).toBe(4);
	});

	it('are never fewer than the least nor more than the most', () => {
		expect(need({})).toBe(2);
		expect(need({ active: 10_000 })).toBe(45);
	});
});
