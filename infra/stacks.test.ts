import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Part } from './names.ts';
import { makeSite, makeWorker } from './stacks.ts';
import { stageSettings } from './stages.ts';
import { ACCOUNT, type Templates, templatesOf, withPlan } from './testing.ts';

const PARTS: readonly Part[] = ['Site', 'Worker'];
const STAGES = [
	['production', {}],
	['staging', {}],
	['pr-7', {}],
	['production', { GREENROOM_ALERT_EMAIL: 'ops@example.com', GREENROOM_EDGE: '1', VOICE: 'openai' }],
] as const;

interface Resource {
	readonly Type: string;
	readonly DeletionPolicy?: string;
	readonly UpdateReplacePolicy?: string;
	readonly Properties?: Readonly<Record<string, unknown>>;
}
const resourcesOf = (templates: Templates): readonly (readonly [string, Resource])[] =>
	PARTS.flatMap((part) => Object.entries<Resource>(templates[part].toJSON().Resources));

describe.each(STAGES)('%s %j', (stage, env) => {
	let templates: Templates;
	beforeAll(async () => {
		templates = await templatesOf(stage, env);
	});

	test('runs functions of Node 24 only, but for the one of CDK that uploads the page', () => {
		const runtimes = resourcesOf(templates)
			.filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
			.map(([id, { Properties }]) => [id.replace(/[0-9A-F]{8}$/, ''), Properties?.['Runtime']] as const);
		const others = runtimes.filter(([, runtime]) => runtime !== 'nodejs24.x');
		expect(runtimes.length).toBeGreaterThanOrEqual(4);
		expect(others.map(([id]) => id)).toEqual([expect.stringMatching(/^CustomCDKBucketDeployment/)]);
	});

	test('has no secret in a template, and none that could be seen there', () => {
		const text = JSON.stringify(PARTS.map((part) => templates[part].toJSON()));
		expect(text).not.toMatch(/ssm-secure|__FETCH_FROM_SSM__|SecretString":"|"NoEcho"/);
		for (const name of ['LIVEKIT_API_SECRET', 'UPSTASH_REDIS_REST_TOKEN', 'OPS_TOKEN', 'OPENAI_API_KEY'])
			expect(text).not.toMatch(new RegExp(`"${name}":`));
		// As a name of ECS, with where the value lies.
		const plain = resourcesOf(templates).flatMap(([, { Properties }]) =>
			JSON.stringify(Properties?.['Environment'] ?? ''),
		);
		expect(plain.join()).not.toMatch(/LIVEKIT|UPSTASH|OPS_TOKEN|API_KEY/);
	});

	test('is tagged with its stage, by which its cost is known', () => {
		for (const type of [
			'AWS::ECS::Service',
			'AWS::Lambda::Function',
			'AWS::S3::Bucket',
			'AWS::CloudFront::Distribution',
		])
			for (const [id, { Properties }] of resourcesOf(templates).filter(([, { Type }]) => Type === type))
				if (!id.startsWith('Custom')) expect(Properties?.['Tags']).toContainEqual({ Key: 'sst:stage', Value: stage });
	});

	test('gives no log a life of its own', () => {
		const functions = resourcesOf(templates).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
		const loose = functions.filter(([, { Properties }]) => Properties?.['LoggingConfig'] === undefined);
		// Their roles may write nothing at all, or (at the edge) have to make their logs wherever they run.
		for (const [id] of loose) expect(id).toMatch(/^(CustomS3AutoDeleteObjects|EdgeFunction)/);
		for (const [, { Properties }] of resourcesOf(templates).filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup'))
			expect(Properties?.['RetentionInDays']).toBe(stageSettings(stage, {}).logRetentionDays);
	});
});

describe('a removal', () => {
	const kept = async (stage: string) =>
		resourcesOf(await templatesOf(stage)).filter(
			([, { DeletionPolicy, UpdateReplacePolicy }]) => DeletionPolicy === 'Retain' || UpdateReplacePolicy === 'Retain',
		);

	test.each(['pr-7', 'staging'])('leaves nothing of %s', async (stage) => {
		expect(await kept(stage)).toEqual([]);
	});

	test('empties every bucket of a preview before it goes', async () => {
		const resources = resourcesOf(await templatesOf('pr-7'));
		const buckets = resources.filter(([, { Type }]) => Type === 'AWS::S3::Bucket').map(([id]) => id);
		const emptied = resources
			.filter(([, { Type }]) => Type === 'Custom::S3AutoDeleteObjects')
			.map(([, { Properties }]) => Properties?.['BucketName']);
		expect(buckets).toHaveLength(2);
		expect(emptied).toEqual(expect.arrayContaining(buckets.map((Ref) => ({ Ref }))));
	});

	test('deletes every log of a preview', async () => {
		const logs = resourcesOf(await templatesOf('pr-7')).filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup');
		expect(logs.length).toBeGreaterThan(0);
		for (const [, { DeletionPolicy }] of logs) expect(DeletionPolicy).toBe('Delete');
	});

	test('of production leaves what holds data, and nothing else', async () => {
		const types = (await kept('production')).map(([id, { Type }]) => `${Type} ${id.replace(/[0-9A-F]{8}$/, '')}`);
		const data = ['LogGroup ApiLogs', 'LogGroup SiteUploadLogs', 'LogGroup SweeperLogs', 'LogGroup WorkersLogs'];
		expect(new Set(types)).toEqual(
			new Set([...data.map((each) => `AWS::Logs::${each}`), 'AWS::S3::Bucket FilesBucket']),
		);
	});
});

describe('names', () => {
	/** As AWS documents them, for properties that this template sets itself. */
	const LIMITS: readonly (readonly [type: string, path: readonly string[], most: number])[] = [
		['AWS::CloudFront::Function', ['Name'], 64],
		['AWS::CloudFront::ResponseHeadersPolicy', ['ResponseHeadersPolicyConfig', 'Name'], 128],
		['AWS::CloudFront::OriginAccessControl', ['OriginAccessControlConfig', 'Name'], 64],
		['AWS::CloudFront::Distribution', ['DistributionConfig', 'Comment'], 128],
		['AWS::ECS::TaskDefinition', ['Family'], 255],
		['AWS::IAM::Policy', ['PolicyName'], 128],
		['AWS::CloudWatch::Alarm', ['AlarmName'], 255],
		['AWS::CloudWatch::Alarm', ['AlarmDescription'], 1024],
		['AWS::CloudWatch::Dashboard', ['DashboardName'], 255],
		['AWS::Budgets::Budget', ['Budget', 'BudgetName'], 100],
		['AWS::ApplicationAutoScaling::ScalingPolicy', ['PolicyName'], 255],
		['AWS::Lambda::Function', ['FunctionName'], 64],
		['AWS::Logs::MetricFilter', ['FilterPattern'], 1024],
	];
	const at = (value: unknown, path: readonly string[]): unknown =>
		path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], value);

	test.each([
		['a preview with the longest name', 'a2345678901234567890123456bc', {}],
		['production', 'production', { GREENROOM_EDGE: '1' }],
	] as const)('keep within what AWS takes, for %s', async (_, stage, env) => {
		const resources = resourcesOf(await templatesOf(stage, env));
		const measured = LIMITS.flatMap(([type, path, most]) =>
			resources
				.filter(([, { Type }]) => Type === type)
				.map(([id, { Properties }]) => ({ id, text: at(Properties, path), most }))
				.filter(({ text }) => text !== undefined),
		);
		expect(measured.length).toBeGreaterThan(8);
		for (const { id, text, most } of measured) expect([id, String(text).length <= most]).toEqual([id, true]);
	});

	test('that must be one in an account are of their stage', async () => {
		const named = (resources: readonly (readonly [string, Resource])[]) =>
			LIMITS.flatMap(([type, path]) =>
				path.at(-1)?.endsWith('Name')
					? resources.filter(([, { Type }]) => Type === type).map(([, { Properties }]) => at(Properties, path))
					: [],
			).filter((name) => typeof name === 'string' && !name.includes('DefaultPolicy'));
		const [one, other] = [named(resourcesOf(await templatesOf('pr-7'))), named(resourcesOf(await templatesOf('pr-8')))];
		expect(one.length).toBeGreaterThan(3);
		expect(one.filter((name) => other.includes(name))).toEqual([]);
	});

	test('of what is kept are given by CloudFormation, so that the stage can come again', async () => {
		for (const [, { Type, Properties }] of resourcesOf(await templatesOf('production')))
			if (Type === 'AWS::S3::Bucket' || Type === 'AWS::Logs::LogGroup')
				expect(Object.keys(Properties ?? {})).not.toContain(Type === 'AWS::S3::Bucket' ? 'BucketName' : 'LogGroupName');
	});
});

test('the stacks need nothing of SST: an app of CDK has them as well', async () => {
	const app = new App({ context: { 'aws:cdk:disable-asset-staging': true } });
	const env = { account: ACCOUNT, region: 'us-east-1' };
	const [site, worker] = PARTS.map((part) => new Stack(app, `pr-7-greenroom-${part}`, { env }));
	if (site === undefined || worker === undefined) throw new Error('two stacks');
	await withPlan({ stage: 'pr-7' }, (plan) => makeWorker(worker, plan, makeSite(site, plan)));
	const types = (template: Template) => Object.values(template.toJSON().Resources).map((one) => (one as Resource).Type);
	expect(types(Template.fromStack(worker))).toContain('AWS::ECS::Service');
	expect(types(Template.fromStack(site))).toContain('AWS::CloudFront::Distribution');
});

test('SST brings no function of its own', async () => {
	for (const template of Object.values(await templatesOf('pr-7')))
		expect(Object.keys(template.findResources('AWS::Lambda::Function')).join()).not.toContain('CustomResourceHandler');
});
