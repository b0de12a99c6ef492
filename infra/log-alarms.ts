/**
 * Log lines of the level `alert` are counted, each sentence by itself (`functions/protocol/log-phrases.ts`), and the others
 * together. A metric costs nothing while nothing is counted.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PHRASES } from '../functions/protocol/log-phrases.ts';
import type { AlarmOptions } from './alarms.ts';
import { logMetrics } from './names.ts';

const ALERTS = [
	{
		name: 'job-did-not-start',
		metricName: 'SpawnErrors',
		phrase: PHRASES.spawnError,
		means: 'A process for a call could not be started, or died before it served. Is memory short?',
	},
	{
		name: 'no-agent-came',
		metricName: 'SpawnFailures',
		phrase: PHRASES.spawnFailed,
		means: 'Three tries within a minute brought no agent, and somebody was told so. npm run doctor',
	},
	{
		name: 'without-livekit',
		metricName: 'Disconnections',
		phrase: PHRASES.disconnected,
		means: 'A worker or an agent has been without LiveKit for five minutes. Look at LIVEKIT_URL, and at LiveKit.',
	},
] as const;

const level = logs.FilterPattern.stringValue('$.level', '=', 'alert');
const OTHERS = {
	name: 'other-alert',
	metricName: 'OtherAlerts',
	pattern: logs.FilterPattern.all(
		level,
		...ALERTS.map(({ phrase }) => logs.FilterPattern.stringValue('$.message', '!=', phrase)),
	),
	means: 'Something else that somebody has to look at. Search the logs for the level alert.',
} as const;

const COUNTED = [
	...ALERTS.map(({ phrase, ...alert }) => ({
		...alert,
		pattern: logs.FilterPattern.all(level, logs.FilterPattern.stringValue('$.message', '=', phrase)),
	})),
	OTHERS,
];

/** The sentences that an alarm of its own is set on. */
export const ALERTED: readonly string[] = ALERTS.map(({ phrase }) => phrase);

export interface LogCountsProps {
	readonly stage: string;
	/** By who writes it. */
	readonly logGroups: Readonly<Record<string, logs.ILogGroup>>;
}

/** Counts alerts in logs. */
export class LogCounts extends Construct {
	constructor(scope: Construct, id: string, { stage, logGroups }: LogCountsProps) {
		super(scope, id);
		for (const [writer, logGroup] of Object.entries(logGroups))
			for (const { metricName, pattern } of COUNTED)
				new logs.MetricFilter(this, `${writer}${metricName}`, {
					logGroup,
					filterPattern: pattern,
					metricNamespace: logMetrics(stage),
					metricName,
					metricValue: '1',
				});
	}
}

export const logAlarms = (stage: string): readonly AlarmOptions[] =>
	COUNTED.map(({ name, metricName, means }) => ({
		...{ name, means },
		metric: new cloudwatch.Metric({
			namespace: logMetrics(stage),
			metricName,
			statistic: 'Sum',
			period: Duration.minutes(5),
		}),
		...{ when: 'above', threshold: 0, periods: 1 },
	}));
