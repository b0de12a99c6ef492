import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Templates, templatesOf } from './testing.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

describe.each(['production', 'staging', 'pr-7'])('the site of %s', (stage) => {
	let site: Templates['Site'];
	beforeAll(async () => {
		site = (await templatesOf(stage)).Site;
	});
	const hasConfig = (config: object) =>
		site.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: Match.objectLike(config) });
	const behaviours = () => {
		const [distribution] = Object.values(site.findResources('AWS::CloudFront::Distribution'));
		const { DefaultCacheBehavior, CacheBehaviors, Origins } = distribution?.Properties.DistributionConfig ?? {};
		return { all: [DefaultCacheBehavior, ...CacheBehaviors], origins: Origins };
	};

	test('is one distribution for page and API', () => {
		site.resourceCountIs('AWS::CloudFront::Distribution', 1);
		hasConfig({ Enabled: true, DefaultRootObject: 'index.html', HttpVersion: 'http2and3', IPV6Enabled: true });
	});

	test('has an origin for each of its behaviours', () => {
		const { all, origins } = behaviours();
		const ids = origins.map(({ Id }: { Id: string }) => Id);
		expect(all).toHaveLength(3);
		for (const { TargetOriginId } of all) expect(ids).toContain(TargetOriginId);
	});

	test('answers as the API answers, to every method, and keeps nothing of it', () => {
		hasConfig({
			CacheBehaviors: Match.arrayWith([
				Match.objectLike({
					PathPattern: '/api/*',
					AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
					CachePolicyId: CACHING_DISABLED,
					OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
					ViewerProtocolPolicy: 'https-only',
					ResponseHeadersPolicyId: Match.absent(),
				}),
			]),
		});
	});

	test('tells the API who asks, by a function that overwrites what the visitor says of it', () => {
		hasConfig({
			CacheBehaviors: Match.arrayWith([
				Match.objectLike({
					PathPattern: '/api/*',
					FunctionAssociations: [
						{
							EventType: 'viewer-request',
							FunctionARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SiteViewer'), 'FunctionARN'] },
						},
					],
				}),
			]),
		});
		site.hasResourceProperties('AWS::CloudFront::Function', {
			FunctionCode: Match.stringLikeRegexp("'x-viewer-address'.*event\\.viewer\\.ip"),
		});
	});

	test('turns no error into a page', () => {
		hasConfig({ CustomErrorResponses: Match.absent() });
	});

	test('reaches the page in a bucket that nobody else can read', () => {
		hasConfig({
			Origins: Match.arrayWith([
				Match.objectLike({ S3OriginConfig: Match.anyValue(), OriginAccessControlId: Match.anyValue() }),
			]),
		});
		site.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
			OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always', SigningProtocol: 'sigv4' }),
		});
		site.allResourcesProperties('AWS::S3::Bucket', {
			PublicAccessBlockConfiguration: {
				BlockPublicAcls: true,
				BlockPublicPolicy: true,
				IgnorePublicAcls: true,
				RestrictPublicBuckets: true,
			},
		});
		site.hasResourceProperties('AWS::S3::BucketPolicy', {
			Bucket: { Ref: Match.stringLikeRegexp('^SitePage') },
			PolicyDocument: {
				Statement: Match.arrayWith([
					Match.objectLike({
						Principal: { Service: 'cloudfront.amazonaws.com' },
						Action: ['s3:GetObject', 's3:ListBucket'],
						Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
					}),
				]),
			},
		});
	});

	test('compresses, and sends the page over https only', () => {
		for (const { Compress, ViewerProtocolPolicy } of behaviours().all) {
			expect(Compress).toBe(true);
			expect(['https-only', 'redirect-to-https']).toContain(ViewerProtocolPolicy);
		}
	});

	test('keeps the parts of the page as long as their headers say, with its headers on all of them', () => {
		const page = { CachePolicyId: CACHING_OPTIMIZED, ResponseHeadersPolicyId: Match.anyValue() };
		hasConfig({
			DefaultCacheBehavior: Match.objectLike(page),
			CacheBehaviors: Match.arrayWith([Match.objectLike({ ...page, PathPattern: '/assets/*' })]),
		});
	});

	test('waits for the API for longer than the API waits', () => {
		const [origin] = behaviours().origins.filter((one: object) => 'CustomOriginConfig' in one);
		const [api] = Object.entries(site.findResources('AWS::Lambda::Function')).filter(([id]) => /^ApiFunction/.test(id));
		expect(origin.CustomOriginConfig.OriginReadTimeout).toBeGreaterThan(api?.[1].Properties.Timeout);
	});

	test('keeps no log of who came', () => {
		hasConfig({ Logging: Match.absent() });
	});

	test('says where it is', () => {
		const ofDistribution = { 'Fn::GetAtt': [Match.stringLikeRegexp('^SiteDistribution'), 'DomainName'] };
		site.hasOutput('SiteUrl', { Value: { 'Fn::Join': ['', ['https://', ofDistribution]] } });
		site.hasOutput('ApiUrl', { Value: { 'Fn::Join': ['', ['https://', ofDistribution, '/api']] } });
	});
});

test('production is near everybody, others are near to us', async () => {
	const priceClass = async (stage: string, PriceClass: string) =>
		(await templatesOf(stage)).Site.hasResourceProperties('AWS::CloudFront::Distribution', {
			DistributionConfig: Match.objectLike({ PriceClass }),
		});
	await priceClass('production', 'PriceClass_All');
	await priceClass('staging', 'PriceClass_100');
	await priceClass('pr-7', 'PriceClass_100');
});

describe('a domain of one’s own', () => {
	const env = {
		GREENROOM_DOMAIN: 'voice.example.com',
		GREENROOM_CERTIFICATE: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
	};

	test('is the name of the site, with its certificate', async () => {
		const { Site } = await templatesOf('production', env);
		Site.hasResourceProperties('AWS::CloudFront::Distribution', {
			DistributionConfig: Match.objectLike({
				Aliases: ['voice.example.com'],
				ViewerCertificate: {
					AcmCertificateArn: env.GREENROOM_CERTIFICATE,
					MinimumProtocolVersion: Match.stringLikeRegexp('^TLSv1\\.[23]'),
					SslSupportMethod: 'sni-only',
				},
			}),
		});
		Site.hasOutput('SiteUrl', { Value: 'https://voice.example.com' });
	});

	test('is not waited for by workers, which know the name that AWS gave', async () => {
		const { Worker } = await templatesOf('production', env);
		Worker.hasResourceProperties('AWS::ECS::TaskDefinition', {
			ContainerDefinitions: [
				Match.objectLike({
					Environment: Match.arrayWith([
						{ Name: 'GREENROOM_API_URL', Value: { 'Fn::Join': ['', ['https://', Match.anyValue()]] } },
					]),
				}),
			],
		});
	});
});
