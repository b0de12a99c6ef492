import { expect, test } from 'vitest';
import { COUNTERS, DURATIONS, GAUGES } from './definitions.ts';
import { emfOf } from './emf.ts';
import { count, measure, NOTHING_MEASURED, type Readings, tell } from './registry.ts';

const who = { stage: 'test', pool: 'agents', release: 7, worker: 'w', task: '0123', zone: 'us-east-1a' };
const readings: Readings = {
	active: 3,
	limit: 8,
	utilization: 3 / 8,
	poolFree: 5,
	load: 0.43125,
	draining: 0,
	cordoned: 1,
	protected: 1,
	eventLoopDelay: 0.0123456,
};

test('a line has what the alarms and the scaling of a pool are set on', () => {
	let registry = count(tell(count(NOTHING_MEASURED, 'offers', 'accepted')), 'offers', 'accepted');
	for (const outcome of ['full', 'full', 'unprotected']) registry = count(registry, 'offers', outcome);
	registry = measure(measure(registry, 'jobStart', 0.8), 'jobStart', 1.2);
	const line = emfOf(registry, readings, who, 1_700_000_000_000);
	expect(line).toMatchObject({
		...{ Stage: 'test', Pool: 'agents', Release: '7', WorkerId: 'w', TaskId: '0123', AZ: 'us-east-1a' },
		...{ ActiveJobs: 3, CapacityJobs: 8, SlotUtilization: 0.375, PoolFreeSlots: 5, ReportedLoad: 0.43125 },
		...{ JobStartLatency: [800, 1_200], JobsAccepted: 1, JobsRejected: 3, JobsCut: 0, ProtectionFailures: 0 },
		...{ Draining: 0, Cordoned: 1, Protected: 1, EventLoopDelay: 12.346 },
	});
	const [directive] = line._aws.CloudWatchMetrics;
	expect(line._aws.Timestamp).toBe(1_700_000_000_000);
	expect(directive).toMatchObject({
		Namespace: 'VoiceAgents',
		Dimensions: [
			['Stage', 'Pool'],
			['Stage', 'Pool', 'Release'],
		],
	});
	const named = Object.fromEntries(directive.Metrics.map(({ Name, ...how }) => [Name, how]));
	for (const name of ['ActiveJobs', 'CapacityJobs', 'PoolFreeSlots'])
		expect(named[name]).toEqual({ Unit: 'Count', StorageResolution: 1 });
	expect(named['JobStartLatency']).toEqual({ Unit: 'Milliseconds' });
	expect(named['SlotUtilization']).toEqual({ Unit: 'None' });
	// CloudWatch drops a line that declares what it does not have.
	for (const name of Object.keys(named)) expect(line).toHaveProperty(name);
});

test('what is not known is left out', () => {
	const line = emfOf(NOTHING_MEASURED, { ...readings, poolFree: null, eventLoopDelay: null }, who, 0);
	const names = line._aws.CloudWatchMetrics[0].Metrics.map(({ Name }) => Name);
	for (const name of ['PoolFreeSlots', 'EventLoopDelay', 'DispatchWait']) {
		expect(line).not.toHaveProperty(name);
		expect(names).not.toContain(name);
	}
	const { task: _task, zone: _zone, ...elsewhere } = who;
	expect(emfOf(NOTHING_MEASURED, readings, elsewhere, 0)).not.toHaveProperty('TaskId');
});

test('no two metrics have one name', () => {
	const emf = [
		...Object.values(GAUGES).map((one) => one.emf),
		...Object.values(COUNTERS).flatMap(({ sums }) => sums.map((sum) => sum.emf)),
		...Object.values(DURATIONS).map((one) => one.emf),
	];
	expect(new Set(emf).size).toBe(emf.length);
});
