import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type DrainAct,
	type DrainFacts,
	type DrainProgress,
	type DrainStep,
	type DrainTimes,
	nextStep,
} from './plan.ts';

const times: DrainTimes = { callsMs: 100_000, cutMs: 10_000, leaveMs: 8_000, endMs: 1_000, reportsMs: 2_000 };
const nothing: DrainFacts = { arriving: 0, calls: 0, leaving: 0, leftAt: null, processes: 0, reports: 0 };
const began = 1_000;

const at = (ms: number, facts: Partial<DrainFacts>, done: DrainProgress['done'] = {}): DrainStep =>
	nextStep({ ...nothing, ...facts }, { began, done }, began + ms, times);
const retired = { retire: began };

describe('a worker that stops', () => {
	it('first lets the jobs become calls that it has taken', () => {
		expect(at(0, { arriving: 1, processes: 2 })).toEqual({ step: 'arrivals', until: began + 100_000 });
		expect(at(300, { arriving: 0, processes: 2 })).toEqual({ step: 'retire' });
	});

	it('lets calls go on until the drain’s time is over, and cuts them then', () => {
		expect(at(400, { calls: 2, processes: 4 }, retired)).toEqual({ step: 'calls', until: began + 100_000 });
		expect(at(99_999, { calls: 1, processes: 1 }, retired).step).toBe('calls');
		expect(at(100_000, { calls: 1, processes: 1 }, retired)).toEqual({ step: 'cut' });
	});

	it('waits for nobody who does not come', () => {
		expect(at(100_000, { arriving: 1 })).toEqual({ step: 'retire' });
	});

	it('gives processes without a job a moment to end', () => {
		expect(at(100, { processes: 2 }, retired)).toEqual({ step: 'ends', until: began + 1_000 });
		expect(at(1_000, { processes: 2 }, retired)).toEqual({ step: 'kill' });
	});

	it('waits for a call that is over, for as long as its last words take', () => {
		const leaving = { leaving: 1, leftAt: began + 50_000, processes: 1 };
		expect(at(51_000, leaving, retired)).toEqual({ step: 'leaving', until: began + 58_000 });
		expect(at(58_000, leaving, retired)).toEqual({ step: 'kill' });
	});

	it('does not wait longer for those that it has cut than for their sentence', () => {
		const cut = { ...retired, cut: began + 100_000 };
		expect(at(101_000, { calls: 2, processes: 2 }, cut)).toEqual({ step: 'leaving', until: began + 110_000 });
		const late = { calls: 0, leaving: 1, leftAt: began + 108_000, processes: 1 };
		expect(at(109_000, late, cut)).toEqual({ step: 'leaving', until: began + 110_000 });
		expect(at(110_000, { calls: 1, processes: 1 }, cut)).toEqual({ step: 'kill' });
	});

	it('tells the API of every end before it is gone itself, if the API answers', () => {
		const killed = { ...retired, kill: began + 110_000 };
		expect(at(110_100, { processes: 1 }, killed)).toEqual({ step: 'ends', until: began + 111_000 });
		expect(at(110_200, { reports: 1 }, killed)).toEqual({ step: 'reports', until: began + 113_000 });
		expect(at(113_000, { reports: 1 }, killed)).toEqual({ step: 'close' });
		expect(at(113_000, {}, { ...killed, close: began + 113_000 })).toEqual({ step: 'over' });
	});
});

/** Whatever happens, and whatever does not. */
it('is over in its time, does each thing once, and cuts no call before it is time', () => {
	const change = fc.record({
		arriving: fc.nat(2),
		calls: fc.nat(3),
		leaving: fc.nat(2),
		processes: fc.nat(5),
		reports: fc.nat(2),
		leftAt: fc.option(fc.nat(130_000)),
		ms: fc.integer({ min: 1, max: 20_000 }),
	});
	fc.assert(
		fc.property(fc.array(change, { minLength: 60, maxLength: 60 }), (changes) => {
			let progress: DrainProgress = { began, done: {} };
			let now = began;
			const acts: DrainAct[] = [];
			for (const { ms, ...facts } of changes) {
				for (let next = nextStep(facts, progress, now, times); ; next = nextStep(facts, progress, now, times)) {
					if (next.step === 'over') {
						expect(acts.at(-1)).toBe('close');
						return;
					}
					if ('until' in next) {
						expect(next.until).toBeGreaterThan(now);
						break;
					}
					if (next.step === 'cut') expect(now).toBeGreaterThanOrEqual(began + times.callsMs);
					if (facts.calls > 0 && !acts.includes('cut')) expect(next.step).not.toBe('kill');
					expect(acts).not.toContain(next.step);
					acts.push(next.step);
					progress = { ...progress, done: { ...progress.done, [next.step]: now } };
				}
				now += ms;
			}
			// More than all of its times have passed.
			expect(now - began).toBeLessThan(Math.max(...changes.map(({ ms }) => ms)) * 4 + 113_000);
		}),
	);
});
