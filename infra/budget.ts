/**
 * Says when a stage costs more than it should: when four fifths of its month are spent, and when all of it will be. AWS knows
 * what a stage costs by the tag `sst:stage`, which has to be activated as a cost allocation tag once in an account.
 *
 * @module
 */
import * as budgets from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import { stageName } from './names.ts';

export interface BudgetProps {
	readonly stage: string;
	readonly monthlyUsd: number;
	readonly topicArn: string;
}

const THRESHOLDS = [
	{ notificationType: 'ACTUAL', threshold: 80 },
	{ notificationType: 'FORECASTED', threshold: 100 },
] as const;

export class Budget extends Construct {
	constructor(scope: Construct, id: string, { stage, monthlyUsd, topicArn }: BudgetProps) {
		super(scope, id);
		new budgets.CfnBudget(this, 'Budget', {
			budget: {
				budgetName: stageName(stage),
				budgetType: 'COST',
				timeUnit: 'MONTHLY',
				budgetLimit: { amount: monthlyUsd, unit: 'USD' },
				costFilters: { TagKeyValue: [`user:sst:stage$${stage}`] },
			},
			notificationsWithSubscribers: THRESHOLDS.map((each) => ({
				notification: { ...each, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
				subscribers: [{ subscriptionType: 'SNS', address: topicArn }],
			})),
		});
	}
}
