import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { stageSettings } from './stages.ts';
import { templatesOf } from './testing.ts';

test.each(['production', 'staging'])(
	'%s says so when most of its money is spent, and when all of it will be',
	async (stage) => {
		const { Worker } = await templatesOf(stage);
		const subscribers = [{ SubscriptionType: 'SNS', Address: { Ref: Match.stringLikeRegexp('^AlertsTopic') } }];
		Worker.hasResourceProperties('AWS::Budgets::Budget', {
			Budget: Match.objectLike({
				BudgetLimit: { Amount: stageSettings(stage, {}).monthlyBudgetUsd, Unit: 'USD' },
				CostFilters: { TagKeyValue: [`user:sst:stage$${stage}`] },
				TimeUnit: 'MONTHLY',
			}),
			NotificationsWithSubscribers: [
				{ Notification: Match.objectLike({ NotificationType: 'ACTUAL', Threshold: 80 }), Subscribers: subscribers },
				{
					Notification: Match.objectLike({ NotificationType: 'FORECASTED', Threshold: 100 }),
					Subscribers: subscribers,
				},
			],
		});
	},
);

test('what a budget counts by is a tag that everything which costs has', async () => {
	const { Worker } = await templatesOf('production');
	Worker.hasResourceProperties('AWS::ECS::Service', {
		Tags: Match.arrayWith([{ Key: 'sst:stage', Value: 'production' }]),
	});
	expect(stageSettings('pr-7', {}).monthlyBudgetUsd).toBeNull();
});
