import { beforeAll, expect, test } from 'vitest';
import { COUNTERS, DURATIONS, GAUGES } from '../worker/pool/metrics/definitions.ts';
import { templatesOf } from './testing.ts';

let body: string;
beforeAll(async () => {
	const { Worker } = await templatesOf('production');
	const [dashboard] = Object.values(Worker.findResources('AWS::CloudWatch::Dashboard'));
	expect(dashboard?.Properties.DashboardName).toBe('greenroom-production');
	body = JSON.stringify(dashboard?.Properties.DashboardBody);
});

test('it shows what workers publish, by the names that they publish it under', () => {
	const published = [
		...[...Object.values(GAUGES), ...Object.values(DURATIONS)].map(({ emf }) => emf),
		...Object.values(COUNTERS).flatMap(({ sums }) => sums.map(({ emf }) => emf)),
	];
	const shown = [...body.matchAll(/VoiceAgents\\+",\\+"([A-Za-z]+)/g)].map(([, name]) => name);
	expect(shown.length).toBeGreaterThan(10);
	expect(shown.filter((name) => !published.some((each) => each === name))).toEqual([]);
});

test('it shows what must be none, and how long people wait', () => {
	for (const name of [
		'JobsCut',
		'ProtectionFailures',
		'DispatchWait',
		'JobStartLatency',
		'TurnLatency',
		'PoolFreeSlots',
	])
		expect(body).toContain(name);
});

test('it shows API and sweeper', () => {
	for (const name of ['UrlRequestCount', 'Url5xxCount', 'Invocations', 'Errors']) expect(body).toContain(name);
});

test('a preview has none, as it publishes nothing', async () => {
	(await templatesOf('pr-7')).Worker.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
	(await templatesOf('staging')).Worker.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
});
