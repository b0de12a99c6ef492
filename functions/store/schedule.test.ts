import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule.ts';

const name = fc.constantFrom(...'abcdefghij');
const step = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), name, at: fc.nat(20) }) },
	fc.record({ do: fc.constant('remove' as const), name }),
	fc.record({ do: fc.constant('take' as const), until: fc.nat(20), limit: fc.nat(4) }),
	fc.record({ do: fc.constant('peek' as const), limit: fc.nat(6) }),
);

/** The names of a plain map, in the order in which they are due. */
const sorted = (times: ReadonlyMap<string, number>) =>
	[...times].sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1)).map(([each, at]) => ({ name: each, at }));

describe('a schedule', () => {
	it('is what a sorted map is, whatever is done to it', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const schedule = new Schedule();
				const model = new Map<string, number>();
				for (const each of steps) {
					if (each.do === 'set') {
						schedule.set(each.name, each.at);
						model.set(each.name, each.at);
					} else if (each.do === 'remove') {
						schedule.remove(each.name);
						model.delete(each.name);
					} else if (each.do === 'peek') {
						expect(schedule.peek(each.limit)).toEqual(sorted(model).slice(0, each.limit));
					} else {
						const due = sorted(model).filter(({ at }) => at <= each.until);
						const taken = due.slice(0, each.limit).map((appointment) => appointment.name);
						expect(schedule.take(each.until, each.limit)).toEqual(taken);
						for (const gone of taken) model.delete(gone);
					}
					expect(schedule.size).toBe(model.size);
					expect(schedule.first).toEqual(sorted(model)[0]);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('shows the earliest without taking them out', () => {
		const schedule = new Schedule();
		for (const [name, at] of [
			['c', 3],
			['a', 1],
			['b', 1],
		] as const)
			schedule.set(name, at);
		const [a, b, c] = [
			{ name: 'a', at: 1 },
			{ name: 'b', at: 1 },
			{ name: 'c', at: 3 },
		];
		expect(schedule.peek(0)).toEqual([]);
		expect(schedule.peek(2)).toEqual([a, b]);
		expect(schedule.peek(9)).toEqual([a, b, c]);
		expect(schedule.take(9, 9)).toEqual(['a', 'b', 'c']);
	});

	it('moves a name among a hundred thousand without looking at them', () => {
		let looks = 0;
		/** A time that counts how often it is read. */
		class Time extends Number {
			override valueOf(): number {
				looks++;
				return super.valueOf();
			}
		}
		const at = (time: number) => new Time(time) as number;
		const schedule = new Schedule();
		for (let i = 0; i < 100_000; i++) schedule.set(`${i}`, at(i));
		looks = 0;
		schedule.set('99999', at(-1));
		schedule.set('0', at(50_000.5));
		schedule.remove('777');
		schedule.peek(3);
		expect(looks).toBeLessThan(500);
		expect(schedule.take(2, 5)).toEqual(['99999', '1', '2']);
	});
});
