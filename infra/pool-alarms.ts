/**
 * What is wrong with the workers, by what they publish and by what ECS says of them.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { AlarmOptions } from './alarms.ts';
import { poolMetric } from './pool-metrics.ts';

export interface PoolAlarmsOptions {
	readonly stage: string;
	readonly release: number;
	readonly clusterName: string;
	readonly service: ecs.IFargateService;
}

/** A day before Fargate may replace the machine under a worker, calls or not: it waits for seven. */
const OLDEST_DAYS = 6;
const SIX_HOURS_S = 6 * 3600;
const FIVE_MINUTES_S = 300;

export function poolAlarms({ stage, release, clusterName, service }: PoolAlarmsOptions): readonly AlarmOptions[] {
	return [
		{
			name: 'calls-cut',
			means: 'A worker has ended calls that went on. Look for job_ended in the log of the workers.',
			metric: poolMetric(stage, 'JobsCut', { statistic: 'Sum' }),
			...{ when: 'above', threshold: 0, periods: 1 },
		},
		{
			name: 'protection-fails',
			means:
				'ECS refuses to protect tasks, for a quarter of an hour: calls are refused, or cut. Look for task_protection in the log of the workers.',
			metric: poolMetric(stage, 'ProtectionFailures', { statistic: 'Sum', periodS: FIVE_MINUTES_S }),
			...{ when: 'above', threshold: 0, periods: 3 },
		},
		{
			name: 'dispatch-is-slow',
			means:
				'One call in a hundred waits for more than 2 s until a worker is asked. Are there enough of them? npm run doctor',
			metric: poolMetric(stage, 'DispatchWait', { statistic: 'p99', periodS: FIVE_MINUTES_S }),
			...{ when: 'above', threshold: 2_000, periods: 2 },
		},
		{
			name: 'old-release-stays',
			means:
				'Workers of an older deploy still have calls after 75 minutes, longer than a call may last. npm run rooms says which.',
			metric: poolMetric(stage, 'Cordoned', { statistic: 'Maximum', periodS: FIVE_MINUTES_S }),
			...{ when: 'at least', threshold: 1, periods: 15 },
		},
		{
			name: 'pool-is-full',
			means:
				'No worker has had a free slot for three minutes: whoever calls now waits. Raise max or headroomSlots in infra/stages.ts.',
			metric: poolMetric(stage, 'PoolFreeSlots', { statistic: 'Minimum' }),
			...{ when: 'below', threshold: 1, periods: 3 },
		},
		{
			name: 'no-worker-speaks',
			means: 'No worker has published anything for five minutes. Look at the events of the service in ECS.',
			metric: poolMetric(stage, 'CapacityJobs', { statistic: 'SampleCount' }),
			...{ when: 'below', threshold: 1, periods: 5, silence: 'bad' },
		},
		{
			name: 'workers-are-missing',
			means:
				'Fewer tasks run than should, for five minutes: they do not start, or do not stay. Look at the events of the service in ECS.',
			metric: missingTasks(clusterName, service.serviceName),
			...{ when: 'above', threshold: 0, periods: 5 },
		},
		{
			name: 'deploy-again',
			means:
				'This release has been running for six days. After seven Fargate may end tasks for its own maintenance, and their calls: deploy again.',
			metric: poolMetric(stage, 'CapacityJobs', { statistic: 'SampleCount', periodS: SIX_HOURS_S, release }),
			...{ when: 'above', threshold: 0, periods: (OLDEST_DAYS * 24 * 3600) / SIX_HOURS_S },
		},
	];
}

/** By Container Insights. */
function missingTasks(clusterName: string, serviceName: string): cloudwatch.MathExpression {
	const count = (metricName: string) =>
		new cloudwatch.Metric({
			namespace: 'ECS/ContainerInsights',
			metricName,
			dimensionsMap: { ClusterName: clusterName, ServiceName: serviceName },
			statistic: 'Average',
			period: Duration.minutes(1),
		});
	return new cloudwatch.MathExpression({
		expression: 'desired - running',
		usingMetrics: { desired: count('DesiredTaskCount'), running: count('RunningTaskCount') },
		label: 'Tasks that should run, and do not',
		period: Duration.minutes(1),
	});
}
