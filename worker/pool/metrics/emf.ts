/**
 * Metrics as a log line that CloudWatch reads: its embedded metric format. Counts are those since the last line. A line may
 * be read twice: what scales a pool should be a ratio, a minimum or a maximum.
 *
 * @module
 */
import { COUNTERS, DURATIONS, GAUGES, namesOf } from './definitions.ts';
import type { Readings, Registry } from './registry.ts';

export interface WorkerIdentity {
	readonly stage: string;
	readonly pool: string;
	readonly release: number;
	readonly worker: string;
	/** Of ECS; absent elsewhere. */
	readonly task?: string;
	readonly zone?: string;
}

const NAMESPACE = 'VoiceAgents';
/** A series costs by the month: none for each task. */
const DIMENSIONS = [
	['Stage', 'Pool'],
	['Stage', 'Pool', 'Release'],
] as const;

interface Metric {
	readonly Name: string;
	readonly Unit: 'Count' | 'None' | 'Milliseconds';
	readonly StorageResolution?: 1;
}
type Value = number | readonly number[];

const UNITS = { count: 'Count', ratio: 'None', seconds: 'Milliseconds' } as const;
const inUnit = (unit: keyof typeof UNITS, value: number) =>
	unit === 'seconds' ? Math.round(value * 1e6) / 1e3 : Math.round(value * 1e6) / 1e6;

/** @returns a value to be written as one line of JSON */
export function emfOf(registry: Registry, readings: Readings, who: WorkerIdentity, now: number) {
	const metrics: [Metric, Value][] = [];
	for (const name of namesOf(GAUGES)) {
		const { emf, unit, ...more } = GAUGES[name];
		const reading = readings[name];
		if (reading === null) continue;
		const resolution = 'highResolution' in more ? ({ StorageResolution: 1 } as const) : {};
		metrics.push([{ Name: emf, Unit: UNITS[unit], ...resolution }, inUnit(unit, reading)]);
	}
	for (const name of namesOf(COUNTERS)) {
		const since = Object.entries(registry.counts[name]).map(
			([value, count]) => [value, count - (registry.told[name][value] ?? 0)] as const,
		);
		for (const { emf, of } of COUNTERS[name].sums) {
			const sum = since.reduce((total, [value, count]) => total + (of(value) ? count : 0), 0);
			metrics.push([{ Name: emf, Unit: 'Count' }, sum]);
		}
	}
	for (const name of namesOf(DURATIONS)) {
		const { untold = [] } = registry.durations[name] ?? {};
		if (untold.length === 0) continue;
		const { emf, unit } = DURATIONS[name];
		metrics.push([{ Name: emf, Unit: UNITS[unit] }, untold.map((seconds) => inUnit(unit, seconds))]);
	}
	return {
		_aws: {
			Timestamp: now,
			CloudWatchMetrics: [
				{ Namespace: NAMESPACE, Dimensions: DIMENSIONS, Metrics: metrics.map(([metric]) => metric) },
			] as const,
		},
		Stage: who.stage,
		Pool: who.pool,
		Release: String(who.release),
		WorkerId: who.worker,
		...(who.task === undefined ? {} : { TaskId: who.task }),
		...(who.zone === undefined ? {} : { AZ: who.zone }),
		...Object.fromEntries(metrics.map(([{ Name }, value]) => [Name, value])),
	};
}
