import { describe, expect, it } from 'vitest';
import { desiredCount, headroomPerRoot } from './headroom.ts';
import { type Pool, scalingOf, USUAL } from './scaling.ts';

const pool: Pool = { slots: 3, min: 2, max: 45, headroomSlots: 3 };

/** CloudWatch's metric math, as far as these expressions go. */
const evaluate = (expression: string, values: Readonly<Record<string, number>>): number =>
	new Function(...Object.keys(values), `return ${expression.replaceAll('^', '**')}`)(...Object.values(values));

/** What a minute of `workers` with so many calls publishes, summed up. */
const minute = (active: number, workers: number) => ({ a: 6 * active, c: 6 * workers * pool.slots });

describe('target tracking', () => {
	const { expression, targetValue } = scalingOf(pool).targetTracking;

	it.each([0, 1, 16, 100])('wants as many workers for %i calls as the rule of headroom says', (active) => {
		const headroom = pool.headroomSlots + headroomPerRoot(USUAL) * Math.sqrt(active);
		const wanted = desiredCount({ ...pool, active, waiting: 0, headroom });
		// What it does with a ratio: so many times the workers that there are, rounded up.
		const workers = 10;
		const tracked = Math.ceil((workers * evaluate(expression, minute(active, workers))) / targetValue);
		expect(Math.max(pool.min, tracked)).toBe(wanted);
	});

	it('says the same when every line is read twice', () => {
		const { a, c } = minute(30, 20);
		const once = evaluate(expression, { a, c });
		expect(evaluate(expression, { a: 2 * a, c: 2 * c })).toBeGreaterThan(once * 0.7);
		expect(evaluate(expression, { a: 2 * a, c: 2 * c })).toBeLessThanOrEqual(once);
	});

	it('lets workers go more slowly than it adds them', () => {
		const { scaleInCooldownS, scaleOutCooldownS } = scalingOf(pool).targetTracking;
		expect(scaleInCooldownS).toBeGreaterThan(scaleOutCooldownS);
	});
});

describe('steps', () => {
	const { step } = scalingOf(pool);
	const added = (free: number, active: number): number => {
		const distance = evaluate(step.expression, { f: free, a: active }) - step.threshold;
		if (distance >= 0) return 0;
		const found = step.adjustments.find(
			({ lower = -Infinity, upper = Infinity }) => distance > lower && distance <= upper,
		);
		return found?.percent ?? Number.NaN;
	};

	it('add nothing while most of the headroom is free', () => {
		expect(added(27, 100)).toBe(0);
		expect(added(17, 100)).toBe(0);
	});

	it('add the more the less is left, up to twice the workers', () => {
		expect([14, 6, 1, 0].map((free) => added(free, 100))).toEqual([10, 30, 100, 100]);
	});

	it('leave no value without a step', () => {
		for (let free = 0; free < 20; free++) expect(added(free, 100)).not.toBeNaN();
	});
});

describe('what is no pool', () => {
	it.each([
		[{ slots: 0 }, /slots/],
		[{ min: 1.5 }, /min/],
		[{ min: 5, max: 4 }, /max \(4\) must not be less than min \(5\)/],
		[{ headroomSlots: -1 }, /headroomSlots/],
	] as const)('%j is refused', (wrong, why) => {
		expect(() => scalingOf({ ...pool, ...wrong })).toThrow(why);
	});
});
