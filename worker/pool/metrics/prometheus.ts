/**
 * Metrics in Prometheus' text format. Whose they are is what Prometheus knows of the address; the release is on a metric of
 * its own.
 *
 * @module
 */
import { COUNTERS, DURATIONS, GAUGES, namesOf } from './definitions.ts';
import type { WorkerIdentity } from './emf.ts';
import { BOUNDS, type Readings, type Registry } from './registry.ts';

const quote = (text: string) => `"${text.replace(/[\\"\n]/g, '_')}"`;
const head = ({ prometheus, help }: { readonly prometheus: string; readonly help: string }, type: string) => [
	`# HELP ${prometheus} ${help}`,
	`# TYPE ${prometheus} ${type}`,
];

export function prometheusOf(registry: Registry, readings: Readings, who: WorkerIdentity): string {
	const info = { prometheus: 'agent_worker_info', help: 'Whose worker this is.' };
	const labels = `stage=${quote(who.stage)},pool=${quote(who.pool)},release=${quote(String(who.release))}`;
	return [
		...head(info, 'gauge'),
		`${info.prometheus}{${labels}} 1`,
		...namesOf(GAUGES).flatMap((name) => {
			const reading = readings[name];
			return reading === null ? [] : [...head(GAUGES[name], 'gauge'), `${GAUGES[name].prometheus} ${reading}`];
		}),
		...namesOf(COUNTERS).flatMap((name) => [
			...head(COUNTERS[name], 'counter'),
			...Object.entries(registry.counts[name]).map(
				([value, count]) => `${COUNTERS[name].prometheus}{${COUNTERS[name].label}=${quote(value)}} ${count}`,
			),
		]),
		...namesOf(DURATIONS).flatMap((name) => {
			const { prometheus } = DURATIONS[name];
			const { count = 0, sum = 0, within = [] } = registry.durations[name] ?? {};
			return [
				...head(DURATIONS[name], 'histogram'),
				...BOUNDS.map((bound, index) => `${prometheus}_bucket{le="${bound}"} ${within[index] ?? 0}`),
				`${prometheus}_bucket{le="+Inf"} ${count}`,
				`${prometheus}_sum ${sum}`,
				`${prometheus}_count ${count}`,
			];
		}),
		'',
	].join('\n');
}
