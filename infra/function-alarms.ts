/**
 * What is wrong with the API and the sweeper, by what Lambda says of them.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmOptions } from './alarms.ts';

export interface FunctionAlarmsOptions {
	readonly api: lambda.IFunction;
	readonly sweeper: lambda.IFunction;
	/** Where the API answers at the edge: its requests never come to its own function. */
	readonly edgeDistributionId: string | null;
}

const FIVE_MINUTES = Duration.minutes(5);
const MINUTE = Duration.minutes(1);

export function functionAlarms({ api, sweeper, edgeDistributionId }: FunctionAlarmsOptions): readonly AlarmOptions[] {
	return [
		edgeDistributionId === null ? failuresOf(api) : failuresAtTheEdge(edgeDistributionId),
		{
			name: 'api-throttled',
			means: 'Lambda turns requests away: the account has no concurrent executions left. Ask AWS for more.',
			metric: api.metricThrottles({ statistic: 'Sum', period: FIVE_MINUTES }),
			...{ when: 'above', threshold: 0, periods: 1 },
		},
		{
			name: 'sweeper-fails',
			means:
				'The sweeper fails each minute: the store or LiveKit does not answer it. Look at its log; workers go on to drive deadlines.',
			metric: sweeper.metricErrors({ statistic: 'Sum', period: MINUTE }),
			...{ when: 'above', threshold: 0, periods: 3 },
		},
		{
			name: 'sweeper-is-absent',
			means: 'Nobody has called the sweeper for five minutes. Is its rule in EventBridge enabled?',
			metric: sweeper.metricInvocations({ statistic: 'Sum', period: MINUTE }),
			...{ when: 'below', threshold: 1, periods: 5, silence: 'bad' },
		},
	];
}

const failuresOf = (api: lambda.IFunction): AlarmOptions => ({
	name: 'api-fails',
	means: 'The API answers with 5xx, for ten minutes. Look for outcomes in its log; 503 is the store.',
	metric: api.metric('Url5xxCount', { statistic: 'Sum', period: FIVE_MINUTES }),
	...{ when: 'above', threshold: 5, periods: 2 },
});

/** In percent, and of the page too; CloudFront counts in us-east-1 only, which is where such a stage is. */
const failuresAtTheEdge = (distributionId: string): AlarmOptions => ({
	name: 'api-fails',
	means:
		'One answer in twenty is 5xx, for ten minutes. Logs of the API lie in the region of whoever asked; 503 is the store.',
	metric: new cloudwatch.Metric({
		namespace: 'AWS/CloudFront',
		metricName: '5xxErrorRate',
		dimensionsMap: { DistributionId: distributionId, Region: 'Global' },
		statistic: 'Average',
		period: FIVE_MINUTES,
	}),
	...{ when: 'above', threshold: 5, periods: 2 },
});
