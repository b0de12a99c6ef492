import { expect, test } from 'vitest';
import { prometheusOf } from './prometheus.ts';
import { count, measure, NOTHING_MEASURED, type Readings } from './registry.ts';

const who = { stage: 'test', pool: 'agents', release: 7, worker: 'secret-of-nobody' };
const readings: Readings = {
	...{ active: 3, limit: 8, utilization: 0.375, poolFree: null, load: 0.4, draining: 0, cordoned: 0, protected: 1 },
	eventLoopDelay: 0.012,
};
const registry = measure(count(NOTHING_MEASURED, 'offers', 'full'), 'turn', 0.4);
const text = prometheusOf(registry, readings, who);
const lines = text.split('\n');

test('every line is one that Prometheus reads', () => {
	const sample = /^[a-z_]+(\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? -?[0-9.e+-]+$/;
	const comment = /^# (HELP [a-z0-9_]+ .+|TYPE [a-z0-9_]+ (gauge|counter|histogram))$/;
	for (const line of lines.slice(0, -1))
		expect(line).toMatch(line.startsWith('#') ? comment : new RegExp(sample.source.replace('[a-z_]+(', '[a-z0-9_]+(')));
	expect(lines.at(-1)).toBe('');
});

test('gauges, counters and histograms are there by name and unit', () => {
	for (const line of [
		'agent_worker_info{stage="test",pool="agents",release="7"} 1',
		'agent_worker_job_active 3',
		'agent_worker_job_utilization_ratio 0.375',
		'agent_worker_job_offers_total{outcome="full"} 1',
		'agent_worker_job_offers_total{outcome="accepted"} 0',
		'agent_worker_job_dropped_total{reason="room_closed"} 0',
		'agent_turn_duration_seconds_bucket{le="0.3"} 0',
		'agent_turn_duration_seconds_bucket{le="0.5"} 1',
		'agent_turn_duration_seconds_bucket{le="+Inf"} 1',
		'agent_turn_duration_seconds_sum 0.4',
		'agent_turn_duration_seconds_count 1',
		'agent_job_start_duration_seconds_count 0',
		'nodejs_eventloop_delay_p99_seconds 0.012',
	])
		expect(lines).toContain(line);
});

test('what is not known is left out, and nobody is named', () => {
	expect(text).not.toContain('agent_pool_slot_free');
	expect(text).not.toContain(who.worker);
});
