/**
 * Where alarms and the budget say what they have to say. Whoever gave an address has to confirm it, by a mail from AWS.
 *
 * @module
 */
import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** Who publishes. A topic with a policy of its own lets nobody else in. */
const PUBLISHERS = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] as const;

export class AlertTopic extends Construct {
	readonly arn: string;

	constructor(scope: Construct, id: string, email: string | null) {
		super(scope, id);
		const topic = new sns.Topic(this, 'Topic');
		this.arn = topic.topicArn;
		topic.addToResourcePolicy(
			new iam.PolicyStatement({
				principals: PUBLISHERS.map((name) => new iam.ServicePrincipal(name)),
				actions: ['sns:Publish'],
				resources: [topic.topicArn],
				conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
			}),
		);
		if (email !== null) topic.addSubscription(new subscriptions.EmailSubscription(email));
	}

	/** For an alarm: it says when it begins, and when it is over. */
	notify(alarm: cloudwatch.Alarm): void {
		const action: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: this.arn }) };
		alarm.addAlarmAction(action);
		alarm.addOkAction(action);
	}
}
