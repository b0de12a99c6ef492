import { describe, expect, test } from 'vitest';
import { create, destroy, type Resources, reasonsOf, resourceOf, upload, world } from '../testing.ts';
import type { World } from '../world.ts';
import { attributeOf } from './identity.ts';
import { environmentOf } from './lambda.ts';

const capabilities = ['CAPABILITY_IAM'];
const role = {
	Type: 'AWS::IAM::Role',
	Properties: {
		AssumeRolePolicyDocument: { Statement: [] },
		ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
	},
};
const code = { S3Bucket: 'assets', S3Key: 'code.zip' };
const lambda = (more: object = {}) => ({
	Type: 'AWS::Lambda::Function',
	Properties: { Code: code, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Handler: 'index.handler', ...more },
});

function withAssets(): World {
	const account = world();
	upload(account, 'assets', 'code.zip');
	upload(account, 'assets', 'page.zip', zipOf('index.html', 'assets/app.js', 'assets/'));
	return account;
}
const deploy = (resources: Resources, account = withAssets()) =>
	create(account, { Role: role, ...resources }, { capabilities });

/** Only its directory: nobody unpacks it. */
function zipOf(...names: readonly string[]): Buffer {
	const entries = names.map((name) => {
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(Buffer.byteLength(name), 28);
		return Buffer.concat([entry, Buffer.from(name)]);
	});
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(names.length, 10);
	return Buffer.concat([...entries, end]);
}

describe('a function', () => {
	test.each<[string, object, string]>([
		['whose code was not uploaded', { Code: { S3Bucket: 'assets', S3Key: 'other.zip' } }, 'S3 Error Code: NoSuchKey'],
		['whose bucket is not there', { Code: { S3Bucket: 'none', S3Key: 'code.zip' } }, 'S3 Error Code: NoSuchBucket'],
		['with variables of Lambda', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'reserved keys'],
		['with too much in them', { Environment: { Variables: { A: 'x'.repeat(4096) } } }, 'exceeded the 4KB limit'],
		['with a property that nobody knows', { Memmory: 1 }, 'extraneous key [Memmory] is not permitted'],
		['without what it needs', { Code: undefined }, 'required key [Code] not found'],
		['with too long a name', { FunctionName: 'x'.repeat(65) }, "Value 'xxx"],
	])('%s is refused', (_, properties, message) => {
		expect(reasonsOf(deploy({ Api: lambda(properties) }))).toContain(message);
	});

	test('finds in its environment what was generated', () => {
		const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } };
		const value = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] };
		const stack = deploy({ Secret: secret, Api: lambda({ Environment: { Variables: { ORIGIN_SECRET: value } } }) });
		expect(environmentOf(resourceOf(stack, 'Api'))['ORIGIN_SECRET']).toMatch(/^[0-9a-f]{48}$/);
	});
});

describe('a distribution', () => {
	const config = (behaviours: object[], origins = ['page']) => ({
		Type: 'AWS::CloudFront::Distribution',
		Properties: {
			DistributionConfig: {
				...{
					Enabled: true,
					Origins: origins.map((Id) => ({ Id, DomainName: 'x.example' })),
					CacheBehaviors: behaviours,
				},
				DefaultCacheBehavior: { TargetOriginId: 'page', ViewerProtocolPolicy: 'https-only' },
			},
		},
	});
	const edge = (resources: Resources, association: unknown) =>
		deploy({
			...resources,
			Site: config([
				{
					...{ TargetOriginId: 'page', PathPattern: '/api/*', ViewerProtocolPolicy: 'https-only' },
					LambdaFunctionAssociations: [{ EventType: 'origin-request', LambdaFunctionARN: association }],
				},
			]),
		});
	const version = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Edge' } } };

	test('answers at a name of its own', () => {
		const stack = deploy({ Site: config([]) });
		expect(attributeOf(resourceOf(stack, 'Site'), 'DomainName')).toMatch(/^d[0-9a-f]{13}\.cloudfront\.net$/);
	});

	test('that names a missing origin is refused', () => {
		const behaviour = { TargetOriginId: 'api', PathPattern: '/api/*', ViewerProtocolPolicy: 'https-only' };
		expect(reasonsOf(deploy({ Site: config([behaviour]) }))).toContain('One or more of your origins');
		expect(deploy({ Site: config([behaviour], ['page', 'api']) }).status).toBe('CREATE_COMPLETE');
		expect(reasonsOf(deploy({ Site: config([behaviour, behaviour], ['page', 'api']) }))).toContain('not unique');
	});

	test.each<[string, object, unknown, string]>([
		['without a version', {}, { 'Fn::GetAtt': ['Edge', 'Arn'] }, 'must reference a specific function version'],
		[
			'with variables',
			{ Environment: { Variables: { A: '1' } } },
			{ Ref: 'Version' },
			'cannot have environment variables',
		],
		['on another processor', { Architectures: ['arm64'] }, { Ref: 'Version' }, 'must run on x86_64'],
		['that takes too long', { Timeout: 31 }, { Ref: 'Version' }, 'timeout is larger than 30'],
	])('with a function at the edge %s is refused', (_, properties, association, message) => {
		expect(reasonsOf(edge({ Edge: lambda(properties), Version: version }, association))).toContain(message);
	});

	test('has copies of such a function, which is not deleted therefore', () => {
		const account = withAssets();
		const behaviour = {
			...{ TargetOriginId: 'page', PathPattern: '/api/*', ViewerProtocolPolicy: 'https-only' },
			LambdaFunctionAssociations: [{ EventType: 'origin-request', LambdaFunctionARN: { Ref: 'Version' } }],
		};
		deploy({ Edge: lambda(), Version: version, Site: config([behaviour]) }, account);
		expect(destroy(account)?.failures.get('Edge')).toContain('because it is a replicated function');
	});
});

describe('what a custom resource does', () => {
	const bucket = (tags: object[] = [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }]) => ({
		Type: 'AWS::S3::Bucket',
		Properties: { BucketName: 'shop-page', Tags: tags },
	});
	const ServiceToken = { 'Fn::GetAtt': ['Handler', 'Arn'] };
	const emptied = { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken, BucketName: { Ref: 'Page' } } };
	const uploaded = (more: object = {}) => ({
		Type: 'Custom::CDKBucketDeployment',
		Properties: {
			...{ ServiceToken, SourceBucketNames: ['assets'], SourceObjectKeys: ['page.zip'] },
			DestinationBucketName: { Ref: 'Page' },
			...more,
		},
	});
	const page = { Handler: lambda(), Page: bucket(), Emptied: emptied };
	const objects = ({ objects: all }: World) => [...all.keys()].filter((key) => key.startsWith('shop-page/'));

	test('brings the files of an archive, and takes them away before their bucket goes', () => {
		const account = withAssets();
		deploy({ ...page, Uploaded: uploaded() }, account);
		expect(objects(account)).toEqual(['shop-page/index.html', 'shop-page/assets/app.js']);
		expect(destroy(account)).toBeUndefined();
		expect(objects(account)).toEqual([]);
	});

	test('brings those that are meant', () => {
		const account = withAssets();
		deploy({ ...page, Uploaded: uploaded({ Exclude: ['*'], Include: ['assets/*'] }) }, account);
		expect(objects(account)).toEqual(['shop-page/assets/app.js']);
	});

	test.each<[string, Resources]>([
		['without it', { Handler: lambda(), Page: bucket(), Uploaded: uploaded() }],
		['without the tag that allows it', { ...page, Page: bucket([]), Uploaded: uploaded() }],
	])('is what empties a bucket: %s it is not deleted', (_, resources) => {
		const account = withAssets();
		deploy(resources, account);
		expect(destroy(account)?.failures.get('Page')).toContain('not empty');
	});

	test('needs its function and what was uploaded', () => {
		const nobody = { ...emptied, Properties: { ...emptied.Properties, ServiceToken: 'arn:none' } };
		expect(reasonsOf(deploy({ ...page, Emptied: nobody }))).toContain('Invalid service token: arn:none');
		expect(reasonsOf(deploy({ ...page, Uploaded: uploaded({ SourceObjectKeys: ['none.zip'] }) }))).toContain(
			'none.zip',
		);
	});

	test('leaves the log group of its function, where that may make one', () => {
		const account = withAssets();
		const stack = deploy(page, account);
		const group = `/aws/lambda/${resourceOf(stack, 'Handler').physicalId}`;
		destroy(account);
		expect(account.logGroups.has(group)).toBe(true);

		const other = withAssets();
		const mayNot = { ...role, Properties: { AssumeRolePolicyDocument: { Statement: [] } } };
		create(other, { ...page, Role: mayNot }, { capabilities });
		expect([...other.logGroups]).toEqual([]);
	});
});
