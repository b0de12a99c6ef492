import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { parameterPath } from './parameters.ts';
import { synthesise, type Templates, templatesOf } from './testing.ts';

const EDGE = { GREENROOM_EDGE: '1' };

describe('the API at the edge', () => {
	let site: Templates['Site'];
	beforeAll(async () => {
		site = (await templatesOf('staging', EDGE)).Site;
	});
	const edgeFunction = () => {
		const [found] = Object.entries(site.findResources('AWS::Lambda::Function')).filter(([id]) =>
			id.startsWith('EdgeFunction'),
		);
		return found?.[1] ?? {};
	};

	test('answers requests for /api/*, with their bodies, before the API’s own function', () => {
		site.hasResourceProperties('AWS::CloudFront::Distribution', {
			DistributionConfig: Match.objectLike({
				CacheBehaviors: Match.arrayWith([
					Match.objectLike({
						PathPattern: '/api/*',
						LambdaFunctionAssociations: [
							{
								EventType: 'origin-request',
								IncludeBody: true,
								LambdaFunctionARN: { Ref: Match.stringLikeRegexp('^EdgeFunctionCurrentVersion') },
							},
						],
					}),
				]),
				DefaultCacheBehavior: Match.objectLike({ LambdaFunctionAssociations: Match.absent() }),
			}),
		});
	});

	test('is what CloudFront takes: no environment, not ARM, no more than thirty seconds', () => {
		const { Environment, Architectures, Timeout, VpcConfig, Layers, LoggingConfig } = edgeFunction().Properties;
		expect({ Environment, VpcConfig, Layers, LoggingConfig }).toEqual({});
		expect(Architectures).toEqual(['x86_64']);
		expect(Timeout).toBeLessThanOrEqual(30);
	});

	test('is trusted by Lambda and by the edge', () => {
		site.hasResourceProperties('AWS::IAM::Role', {
			AssumeRolePolicyDocument: {
				Statement: ['lambda', 'edgelambda'].map((service) =>
					Match.objectLike({ Principal: { Service: `${service}.amazonaws.com` } }),
				),
				Version: '2012-10-17',
			},
		});
	});

	test('may read the settings of its stage, use its files, and write its logs wherever it runs', () => {
		const policies = Object.entries(site.findResources('AWS::IAM::Policy'));
		const text = JSON.stringify(policies.filter(([id]) => id.startsWith('EdgeRole')));
		expect(text).toContain(`${parameterPath('staging')}/*`);
		expect(text).toContain('s3:PutObject');
		expect(text).toContain(':logs:*:123456789012:log-group:/aws/lambda/us-east-1.greenroom-staging-edge-api:*');
	});

	test('learns the name of the bucket where its secrets lie', () => {
		site.hasResourceProperties('AWS::SSM::Parameter', {
			Name: `${parameterPath('staging')}/FILES_BUCKET/value`,
			Value: { Ref: Match.stringLikeRegexp('^FilesBucket') },
		});
	});

	test('leaves its old versions to CloudFront, which holds on to them for hours', () => {
		const [version] = Object.values(site.findResources('AWS::Lambda::Version'));
		expect(version?.DeletionPolicy).toBe('Retain');
	});
});

test('in production CloudFront says when it fails: nobody asks the function', async () => {
	const { Worker } = await templatesOf('production', EDGE);
	Worker.hasResourceProperties('AWS::CloudWatch::Alarm', {
		AlarmName: 'greenroom-production-api-fails',
		Namespace: 'AWS/CloudFront',
		MetricName: '5xxErrorRate',
	});
});

test('nothing is at the edge unless it is asked for', async () => {
	const { Site } = await templatesOf('staging');
	Site.resourceCountIs('AWS::Lambda::Version', 0);
	expect(JSON.stringify(Site.toJSON())).not.toContain('edgelambda');
});

test('it is refused where CDK would put half of it into another region', async () => {
	await expect(synthesise({ stage: 'staging', region: 'eu-central-1', env: EDGE })).rejects.toThrow(
		'GREENROOM_EDGE=1 needs the region us-east-1, and this one is eu-central-1',
	);
});

test('it is refused to what has to be removed at once', async () => {
	await expect(synthesise({ stage: 'pr-7', env: EDGE })).rejects.toThrow('could not be removed');
});
