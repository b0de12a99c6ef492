import { describe, expect, test } from 'vitest';
import { COUNTERS, DURATIONS, GAUGES } from '../worker/pool/metrics/definitions.ts';
import { ASSUMED, costOf, workersFor } from './cost.ts';
import { PRICES } from './prices.ts';
import { stageSettings } from './stages.ts';
import { templatesOf } from './testing.ts';

const preview = stageSettings('pr-7', {});
const production = stageSettings('production', {});
const lineOf = (cost: ReturnType<typeof costOf>, name: RegExp) =>
	cost.lines.find((line) => name.test(line.name))?.usdPerDay ?? Number.NaN;

describe('a preview', () => {
	test('costs less than a dollar a day', () => {
		expect(costOf(preview, 0).usdPerDay).toBeLessThan(1);
	});

	test('also on a day on which it is called all the time', () => {
		expect(costOf(preview, 1).usdPerDay).toBeLessThan(2);
		expect(costOf(preview, 2 / 24).usdPerDay).toBeLessThan(1);
	});

	test('would not, with the metrics of a stage that scales', () => {
		expect(costOf({ ...preview, metrics: 'emf' }, 0).usdPerDay).toBeGreaterThan(1);
	});
});

test('the sum is that of its lines, and none is negative or missing', () => {
	for (const calls of [0, 10, 500]) {
		const { lines, usdPerDay } = costOf(production, calls);
		expect(lines.reduce((sum, line) => sum + line.usdPerDay, 0)).toBeCloseTo(usdPerDay, 10);
		for (const line of lines) expect(line.usdPerDay).toBeGreaterThanOrEqual(0);
	}
});

test('a worker of one processor costs what Fargate asks for it', () => {
	const { workers, ...cost } = costOf(production, 0);
	expect(workers).toBe(production.worker.min);
	expect(lineOf({ workers, ...cost }, /^Workers/)).toBeCloseTo(
		workers * 24 * (PRICES.vcpuHour + 2 * PRICES.gigabyteHour),
		10,
	);
});

test('more calls take more workers, and a minute of each costs less', () => {
	const [few, many, most] = [10, 100, 500].map((calls) => costOf(production, calls));
	expect(few?.workers).toBeLessThan(many?.workers ?? 0);
	expect(many?.workers).toBeLessThan(most?.workers ?? 0);
	expect(many?.usdPerCallMinute).toBeLessThan(few?.usdPerCallMinute ?? 0);
	expect(most?.usdPerCallMinute).toBeLessThan(many?.usdPerCallMinute ?? 0);
});

test('workers for calls are those that scaling would have: all calls and the headroom have a slot', () => {
	for (const calls of [1, 16, 100]) {
		const workers = workersFor(production.worker, calls);
		expect(workers * production.worker.slots).toBeGreaterThan(calls);
	}
	expect(workersFor(preview.worker, 100)).toBe(1);
});

describe('what is assumed is so', () => {
	test('how many series a worker publishes', () => {
		const sums = Object.values(COUNTERS).flatMap(({ sums }) => sums.map(({ emf }) => emf));
		const names = [...Object.keys(GAUGES), ...Object.keys(DURATIONS), ...sums];
		// For the pool, and for its release.
		expect(ASSUMED.series).toBe(2 * names.length);
	});

	test('how many alarms there are', async () => {
		const { Worker } = await templatesOf('production');
		const alarms = Object.values(Worker.findResources('AWS::CloudWatch::Alarm'));
		expect(alarms.length - 1).toBe(ASSUMED.alarms - 8);
	});

	test('how large functions are', async () => {
		const { Site } = await templatesOf('production');
		const own = Object.entries(Site.findResources('AWS::Lambda::Function')).filter(([id]) => /^(Api|Sweeper)/.test(id));
		for (const [, { Properties }] of own) expect(Properties.MemorySize).toBe(ASSUMED.functionGigabytes * 1024);
	});
});
