import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { environmentSchema } from '../functions/protocol/environment.ts';
import { ORIGIN_SECRET_HEADER } from '../functions/protocol/front.ts';
import { parameterPath } from './parameters.ts';
import { type Templates, templatesOf } from './testing.ts';

const SECRET = {
	'Fn::Join': [
		'',
		['{{resolve:secretsmanager:', { Ref: Match.stringLikeRegexp('OriginSecret') }, ':SecretString:::}}'],
	],
};

describe.each(['production', 'staging', 'pr-7'])('the API of %s', (stage) => {
	let site: Templates['Site'];
	beforeAll(async () => {
		site = (await templatesOf(stage)).Site;
	});

	test('is one function of Node 24 on ARM', () => {
		site.hasResourceProperties('AWS::Lambda::Function', {
			Runtime: 'nodejs24.x',
			Architectures: ['arm64'],
			Handler: 'index.handler',
			MemorySize: 512,
			Environment: { Variables: Match.objectLike({ ORIGIN_SECRET: Match.anyValue() }) },
		});
	});

	test('takes no concurrency from others', () => {
		site.allResourcesProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
	});

	test('has an URL that asks for no signature, and answers to no other site', () => {
		site.resourceCountIs('AWS::Lambda::Url', 1);
		site.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'NONE', Cors: Match.absent() });
	});

	test('may be called by that URL in both ways that AWS checks', () => {
		const permission = (Action: string, more: object) =>
			site.hasResourceProperties('AWS::Lambda::Permission', { Action, Principal: '*', ...more });
		permission('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' });
		permission('lambda:InvokeFunction', { InvokedViaFunctionUrl: true });
	});

	test('knows the secret of CloudFront by a reference', () => {
		site.hasResourceProperties('AWS::Lambda::Function', {
			Environment: { Variables: Match.objectLike({ ORIGIN_SECRET: SECRET }) },
		});
		site.hasResourceProperties('AWS::CloudFront::Distribution', {
			DistributionConfig: {
				Origins: Match.arrayWith([
					Match.objectLike({ OriginCustomHeaders: [{ HeaderName: ORIGIN_SECRET_HEADER, HeaderValue: SECRET }] }),
				]),
			},
		});
		site.hasResourceProperties('AWS::SecretsManager::Secret', {
			GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 48 },
		});
	});

	test('is told where its settings are, and none of them', () => {
		const plain = ['AGENT_NAME', 'FILES_BUCKET', 'GREENROOM_VERSION', 'ORIGIN_SECRET', 'PARAMETERS_PATH', 'STAGE'];
		site.hasResourceProperties('AWS::Lambda::Function', {
			Environment: { Variables: Match.objectLike({ PARAMETERS_PATH: parameterPath(stage), STAGE: stage }) },
		});
		const own = Object.values(site.findResources('AWS::Lambda::Function'))
			.map(({ Properties }) => Properties.Environment?.Variables ?? {})
			.find((variables) => 'ORIGIN_SECRET' in variables);
		expect(new Set(Object.keys(own))).toEqual(new Set(plain));
		expect(plain.filter((name) => name !== 'GREENROOM_VERSION' && !(name in environmentSchema.shape))).toEqual([]);
	});

	test('may read the settings of its own stage, and no others', () => {
		const path = `:parameter${parameterPath(stage)}`;
		const ending = (end: string) => ({
			'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, Match.stringLikeRegexp(`^:ssm:.*${end}$`)]],
		});
		site.hasResourceProperties('AWS::IAM::Policy', {
			PolicyDocument: {
				Statement: Match.arrayWith([
					{
						Effect: 'Allow',
						Action: 'ssm:GetParametersByPath',
						Resource: [ending(path), ending(`${path}/\\*`)],
					},
				]),
			},
			Roles: [{ Ref: Match.stringLikeRegexp('^ApiRole') }],
		});
	});

	test('may use the files of its own stage in its own bucket', () => {
		site.hasResourceProperties('AWS::IAM::Policy', {
			PolicyDocument: {
				Statement: Match.arrayWith([
					{
						Effect: 'Allow',
						Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
						Resource: {
							'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^FilesBucket'), 'Arn'] }, `/${stage}/*`]],
						},
					},
					{
						Effect: 'Allow',
						Action: 's3:ListBucket',
						Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FilesBucket'), 'Arn'] },
						Condition: { StringLike: { 's3:prefix': `${stage}/*` } },
					},
				]),
			},
			Roles: [{ Ref: Match.stringLikeRegexp('^ApiRole') }],
		});
	});

	test('writes into a log that goes with the stack, and can make no other', () => {
		site.hasResourceProperties('AWS::Lambda::Function', {
			Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiRole'), 'Arn'] },
			LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^ApiLogs') } },
		});
		expect(JSON.stringify(site.toJSON())).not.toContain('logs:CreateLogGroup');
	});
});
