import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { parameterPath } from './parameters.ts';
import { type Templates, templatesOf } from './testing.ts';

describe.each(['production', 'staging', 'pr-7'])('the sweeper of %s', (stage) => {
	let site: Templates['Site'];
	beforeAll(async () => {
		site = (await templatesOf(stage)).Site;
	});

	test('is called each minute', () => {
		site.resourceCountIs('AWS::Events::Rule', 1);
		site.hasResourceProperties('AWS::Events::Rule', {
			ScheduleExpression: 'rate(1 minute)',
			State: 'ENABLED',
			Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SweeperFunction'), 'Arn'] } })],
		});
	});

	test('is not tried again, neither by the rule nor by Lambda: the next minute comes', () => {
		const once = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
		site.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ RetryPolicy: once })] });
		site.hasResourceProperties('AWS::Lambda::EventInvokeConfig', once);
	});

	test('leaves no dead letters, as there is nothing in them', () => {
		site.resourceCountIs('AWS::SQS::Queue', 0);
	});

	test('has done, or given up, before it is called again', () => {
		const timeouts = Object.entries(site.findResources('AWS::Lambda::Function'))
			.filter(([id]) => id.startsWith('SweeperFunction'))
			.map(([, { Properties }]) => Properties.Timeout);
		expect(timeouts).toHaveLength(1);
		expect(timeouts[0]).toBeLessThan(60);
	});

	test('reads the settings of its stage, and touches no files', () => {
		site.hasResourceProperties('AWS::Lambda::Function', {
			Environment: {
				Variables: { STAGE: stage, PARAMETERS_PATH: parameterPath(stage), FILES_BUCKET: Match.absent() },
			},
			Runtime: 'nodejs24.x',
			Architectures: ['arm64'],
		});
		const [policy] = Object.entries(site.findResources('AWS::IAM::Policy')).filter(([id]) =>
			id.startsWith('SweeperRole'),
		);
		const text = JSON.stringify(policy);
		expect(text).toContain('ssm:GetParametersByPath');
		expect(text).not.toContain('s3:');
	});
});
