import { describe, expect, it } from 'vitest';
import { BOUNDS, count, measure, NOTHING_MEASURED, tell } from './registry.ts';

describe('the registry', () => {
	it('counts by label', () => {
		let registry = count(NOTHING_MEASURED, 'offers', 'full');
		registry = count(registry, 'offers', 'full');
		registry = count(registry, 'protectionErrors', 'DEPLOYMENT_BLOCKED');
		expect(registry.counts.offers).toMatchObject({ full: 2, accepted: 0 });
		expect(registry.counts.protectionErrors).toEqual({ DEPLOYMENT_BLOCKED: 1 });
		expect(NOTHING_MEASURED.counts.offers['full']).toBe(0);
	});

	it('does not grow with what others may say', () => {
		let registry = NOTHING_MEASURED;
		for (let i = 0; i < 100; i++) registry = count(registry, 'protectionErrors', `Error${i}`);
		registry = count(registry, 'protectionErrors', 'Error3');
		const { other, Error3, ...more } = registry.counts.protectionErrors;
		expect([other, Error3, Object.keys(more).length]).toEqual([80, 2, 19]);
	});

	it('measures', () => {
		let registry = NOTHING_MEASURED;
		for (const seconds of [0.04, 0.2, 0.21, 99]) registry = measure(registry, 'turn', seconds);
		const { count: many, sum, within, untold } = registry.durations.turn ?? {};
		expect([many, sum, untold]).toEqual([4, 99.45, [0.04, 0.2, 0.21, 99]]);
		expect(BOUNDS.map((bound, index) => [bound, within?.[index]]).slice(0, 4)).toEqual([
			[0.05, 1],
			[0.1, 1],
			[0.2, 2],
			[0.3, 3],
		]);
		expect(within?.at(-1)).toBe(3);
	});

	it('tells what is new, and forgets no total', () => {
		const registry = tell(measure(count(NOTHING_MEASURED, 'interrupted', 'drain'), 'turn', 1));
		expect(registry.told.interrupted).toEqual({ drain: 1 });
		expect(registry.durations.turn).toMatchObject({ count: 1, untold: [] });
	});

	it('keeps as many times as can be told at once', () => {
		let registry = NOTHING_MEASURED;
		for (let i = 0; i < 150; i++) registry = measure(registry, 'turn', i);
		expect([registry.durations.turn?.untold.length, registry.durations.turn?.untold.at(-1)]).toEqual([100, 149]);
	});
});
