/**
 * What workers publish of their pool (`worker/pool/metrics/definitions.ts`), as CloudWatch knows it.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, POOL } from './names.ts';

export type PoolMetric =
	| 'ActiveJobs'
	| 'CapacityJobs'
	| 'PoolFreeSlots'
	| 'Cordoned'
	| 'Draining'
	| 'JobsAccepted'
	| 'JobsRejected'
	| 'JobsDropped'
	| 'JobsCut'
	| 'ProtectionFailures'
	| 'JobStartLatency'
	| 'DispatchWait'
	| 'TurnLatency'
	| 'EventLoopDelay';

export const poolDimensions = (stage: string): Readonly<Record<'Stage' | 'Pool', string>> => ({
	Stage: stage,
	Pool: POOL,
});

interface Options {
	readonly statistic: string;
	readonly periodS?: number;
	/** Of this deploy's workers only. */
	readonly release?: number;
}

export function poolMetric(
	stage: string,
	metricName: PoolMetric,
	{ statistic, periodS = 60, release }: Options,
): cloudwatch.Metric {
	const dimensions = poolDimensions(stage);
	return new cloudwatch.Metric({
		namespace: METRICS,
		metricName,
		statistic,
		period: Duration.seconds(periodS),
		dimensionsMap: release === undefined ? dimensions : { ...dimensions, Release: String(release) },
	});
}
