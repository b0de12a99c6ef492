import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { PHRASES } from '../functions/protocol/log-phrases.ts';
import { ALERTED } from './log-alarms.ts';
import { type Templates, templatesOf } from './testing.ts';

let worker: Templates['Worker'];
beforeAll(async () => {
	worker = (await templatesOf('production', { GREENROOM_ALERT_EMAIL: 'ops@example.com', WORKER_RELEASE: '42' })).Worker;
});
const hasAlarm = (name: string, properties: object) =>
	worker.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `greenroom-production-${name}`, ...properties });
const ofPool = (name: string, more: object) => ({
	Namespace: 'VoiceAgents',
	MetricName: name,
	Dimensions: Match.arrayWith([{ Name: 'Stage', Value: 'production' }]),
	...more,
});

describe('somebody is told', () => {
	test('when a call was cut', () => {
		hasAlarm('calls-cut', ofPool('JobsCut', { Statistic: 'Sum', Threshold: 0, EvaluationPeriods: 1 }));
	});

	test('when ECS goes on to refuse protection', () => {
		hasAlarm('protection-fails', ofPool('ProtectionFailures', { Period: 300, EvaluationPeriods: 3, Threshold: 0 }));
	});

	test('when one call in a hundred waits for more than two seconds', () => {
		hasAlarm('dispatch-is-slow', ofPool('DispatchWait', { ExtendedStatistic: 'p99', Threshold: 2000 }));
	});

	test('when an old release still has calls after 75 minutes', () => {
		hasAlarm('old-release-stays', ofPool('Cordoned', { Statistic: 'Maximum', Period: 300, EvaluationPeriods: 15 }));
	});

	test('when fewer tasks run than should, for five minutes', () => {
		hasAlarm('workers-are-missing', {
			EvaluationPeriods: 5,
			Metrics: Match.arrayWith([Match.objectLike({ Expression: 'desired - running' })]),
		});
	});

	test('a day before Fargate may replace the machines: this very release has been running for six days', () => {
		hasAlarm('deploy-again', {
			Dimensions: Match.arrayWith([{ Name: 'Release', Value: '42' }]),
			Statistic: 'SampleCount',
			Period: 21_600,
			EvaluationPeriods: 24,
			TreatMissingData: 'notBreaching',
		});
	});

	test('when nobody has a free slot', () => {
		hasAlarm('pool-is-full', ofPool('PoolFreeSlots', { Statistic: 'Minimum', Threshold: 1 }));
	});

	test('when no worker speaks', () => {
		hasAlarm('no-worker-speaks', ofPool('CapacityJobs', { TreatMissingData: 'breaching', EvaluationPeriods: 5 }));
	});

	test('when the API answers with 5xx', () => {
		hasAlarm('api-fails', { Namespace: 'AWS/Lambda', MetricName: 'Url5xxCount', Period: 300 });
	});

	test('when the sweeper fails', () => {
		hasAlarm('sweeper-fails', { MetricName: 'Errors', EvaluationPeriods: 3, TreatMissingData: 'notBreaching' });
	});

	test('when nobody calls the sweeper', () => {
		hasAlarm('sweeper-is-absent', { MetricName: 'Invocations', TreatMissingData: 'breaching', EvaluationPeriods: 5 });
	});

	test('when Lambda turns requests away', () => {
		hasAlarm('api-throttled', { MetricName: 'Throttles' });
	});
});

describe('log lines of the level alert', () => {
	test('have an alarm for each sentence that operations.md has under that level', () => {
		const operations = readFileSync(join(import.meta.dirname, '../docs/operations.md'), 'utf8');
		const documented = Object.values(PHRASES).filter((phrase) => operations.includes(`| \`${phrase}\` | alert,`));
		expect(documented.length).toBeGreaterThan(0);
		expect(new Set(ALERTED)).toEqual(new Set<string>(documented));
	});

	test.each(ALERTED)('%s is counted, whoever writes it', (phrase) => {
		const filters = worker.findResources('AWS::Logs::MetricFilter', {
			Properties: { FilterPattern: `{ ($.level = "alert") && ($.message = "${phrase}") }` },
		});
		expect(Object.keys(filters)).toHaveLength(3);
		const names = new Set(
			Object.values(filters).map(({ Properties }) => Properties.MetricTransformations[0].MetricName),
		);
		expect(names.size).toBe(1);
		worker.hasResourceProperties('AWS::CloudWatch::Alarm', {
			Namespace: 'Greenroom/production',
			MetricName: [...names][0],
		});
	});

	test('are counted together when they say something else', () => {
		worker.hasResourceProperties('AWS::Logs::MetricFilter', {
			FilterPattern: `{ ($.level = "alert") && ${ALERTED.map((each) => `($.message != "${each}")`).join(' && ')} }`,
		});
		hasAlarm('other-alert', { MetricName: 'OtherAlerts' });
	});
});

test('each says what it means, begins and ends by the topic', () => {
	const alarms = Object.values(worker.findResources('AWS::CloudWatch::Alarm')).filter(
		({ Properties }) => !Properties.AlarmName.endsWith('little-is-free'),
	);
	expect(alarms.length).toBe(16);
	for (const { Properties } of alarms) {
		expect(Properties.AlarmDescription.length).toBeGreaterThan(40);
		expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlertsTopic/) }]);
		expect(Properties.OKActions).toEqual(Properties.AlarmActions);
	}
});

test('no period is longer than CloudWatch looks back', () => {
	for (const { Properties } of Object.values(worker.findResources('AWS::CloudWatch::Alarm'))) {
		const { Period = 60, EvaluationPeriods } = Properties;
		const most = Period >= 3600 ? 7 * 86_400 : 86_400;
		expect([Properties.AlarmName, Period * EvaluationPeriods <= most]).toEqual([Properties.AlarmName, true]);
	}
});

describe('the topic', () => {
	test('lets in alarms and the budget of this account, and nobody else', () => {
		worker.hasResourceProperties('AWS::SNS::TopicPolicy', {
			PolicyDocument: {
				Statement: [
					Match.objectLike({
						Action: 'sns:Publish',
						Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
						Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
					}),
				],
			},
		});
	});

	test('writes to whom it is told to', async () => {
		worker.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
		(await templatesOf('production')).Worker.resourceCountIs('AWS::SNS::Subscription', 0);
	});
});

test('a preview wakes nobody', async () => {
	const { Worker } = await templatesOf('pr-7');
	for (const type of ['CloudWatch::Alarm', 'SNS::Topic', 'Logs::MetricFilter', 'Budgets::Budget'])
		Worker.resourceCountIs(`AWS::${type}`, 0);
});
