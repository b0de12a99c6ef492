/**
 * Alarms as data: what is watched, and what somebody has to do about it. docs/operations.md says more of each.
 *
 * @module
 */
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlertTopic } from './alert-topic.ts';
import { alarmName } from './names.ts';

export interface AlarmOptions {
	/** Part of its name, in kebab case. */
	readonly name: string;
	/** For whoever is woken by it: what is so, and what to do. */
	readonly means: string;
	readonly metric: cloudwatch.IMetric;
	readonly when: 'above' | 'below' | 'at least';
	readonly threshold: number;
	/** Periods in a row. */
	readonly periods: number;
	/** Nothing was published: that is well by default. */
	readonly silence?: 'well' | 'bad';
}

const COMPARISON = {
	above: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
	'at least': cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
	below: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
} as const;

export interface AlarmsProps {
	readonly stage: string;
	readonly topic: AlertTopic;
	readonly alarms: readonly AlarmOptions[];
}

export class Alarms extends Construct {
	constructor(scope: Construct, id: string, { stage, topic, alarms }: AlarmsProps) {
		super(scope, id);
		for (const { name, means, metric, when, threshold, periods, silence = 'well' } of alarms)
			topic.notify(
				new cloudwatch.Alarm(this, name, {
					alarmName: alarmName(stage, name),
					alarmDescription: means,
					metric,
					comparisonOperator: COMPARISON[when],
					threshold,
					evaluationPeriods: periods,
					treatMissingData:
						silence === 'well' ? cloudwatch.TreatMissingData.NOT_BREACHING : cloudwatch.TreatMissingData.BREACHING,
				}),
			);
	}
}
