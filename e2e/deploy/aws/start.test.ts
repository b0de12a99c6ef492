import {
	CloudFormationClient,
	CreateStackCommand,
	DescribeStackEventsCommand,
	DescribeStacksCommand,
	ListImportsCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchDeleteImageCommand, DescribeImagesCommand, ECRClient, ListImagesCommand } from '@aws-sdk/client-ecr';
import {
	DeleteObjectsCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
	S3Client,
} from '@aws-sdk/client-s3';
import {
	DeleteParametersCommand,
	GetParameterCommand,
	GetParametersByPathCommand,
	PutParameterCommand,
	SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../scripts/processes/run-command.ts';
import { CDK_BUCKET, CDK_REPOSITORY } from './bootstrap.ts';
import { type Aws, startAws } from './start.ts';

let aws: Aws;
const client = (region = 'us-east-1') => ({
	...{ region, endpoint: aws.url },
	credentials: { accessKeyId: 'AKIAOPERATOR', secretAccessKey: 'of-the-operator' },
});
beforeAll(async () => {
	aws = await startAws();
});
afterAll(() => aws.close());

describe('S3', () => {
	const Bucket = CDK_BUCKET;
	const put = (Key: string, Body: string) => new S3Client(client()).send(new PutObjectCommand({ Bucket, Key, Body }));

	test('keeps what it is given, and tells it apart by prefix', async () => {
		const s3 = new S3Client(client());
		await put('a/1.json', '{}');
		await put('b/1.json', 'text');
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'b/1.json' }));
		expect(await Body?.transformToString()).toBe('text');
		const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }));
		expect(Contents).toMatchObject([{ Key: 'a/1.json', Size: 2, LastModified: expect.any(Date) }]);
	});

	test('lists in pages, and deletes many at once', async () => {
		const s3 = new S3Client(client());
		for (const name of ['p/1', 'p/2', 'p/3']) await put(name, 'x');
		const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'p/', MaxKeys: 2 }));
		expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
		const ContinuationToken = first.NextContinuationToken;
		const rest = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'p/', ContinuationToken }));
		expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['p/3']);
		await s3.send(
			new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'p/1' }, { Key: 'p/2' }, { Key: 'p/3' }] } }),
		);
		expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'p/' }))).KeyCount).toBe(0);
	});

	test('refuses by name', async () => {
		const s3 = new S3Client(client());
		await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'none' }))).rejects.toThrow(
			'The specified key does not exist.',
		);
		await expect(s3.send(new ListObjectsV2Command({ Bucket: 'none' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
	});
});

describe('SSM', () => {
	test('keeps parameters, tells ten at a time, and a secret one only to who asks for it', async () => {
		const ssm = new SSMClient(client());
		const names = Array.from({ length: 12 }, (_, i) => `/shop/${i}/value`);
		for (const Name of names) await ssm.send(new PutParameterCommand({ Name, Value: 'secret', Type: 'SecureString' }));
		await expect(ssm.send(new PutParameterCommand({ Name: '/shop/0/value', Value: 'x' }))).rejects.toMatchObject({
			name: 'ParameterAlreadyExists',
		});
		const first = await ssm.send(new GetParametersByPathCommand({ Path: '/shop', Recursive: true }));
		expect(first.Parameters).toHaveLength(10);
		expect(first.Parameters?.[0]?.Value).not.toBe('secret');
		const { NextToken } = first;
		const rest = await ssm.send(
			new GetParametersByPathCommand({ Path: '/shop', Recursive: true, WithDecryption: true, NextToken }),
		);
		expect(rest.Parameters?.map(({ Value }) => Value)).toEqual(['secret', 'secret']);
		expect((await ssm.send(new GetParametersByPathCommand({ Path: '/shop' }))).Parameters).toEqual([]);
		expect((await ssm.send(new DeleteParametersCommand({ Names: names.slice(0, 10) }))).DeletedParameters).toHaveLength(
			10,
		);
		await expect(ssm.send(new DeleteParametersCommand({ Names: names }))).rejects.toMatchObject({
			name: 'ValidationException',
		});
		await expect(ssm.send(new GetParameterCommand({ Name: names[0] }))).rejects.toMatchObject({
			name: 'ParameterNotFound',
		});
	});
});

describe('CloudFormation', () => {
	const TemplateURL = `https://s3.us-east-1.amazonaws.com/${CDK_BUCKET}/template.json`;
	const template = (Resources: object) =>
		aws.world.objects.set(`${CDK_BUCKET}/template.json`, {
			bytes: Buffer.from(JSON.stringify({ Resources })),
			modified: new Date(),
		});

	test('takes a template that was uploaded, and no other', async () => {
		const cloudFormation = new CloudFormationClient(client());
		const create = (StackName: string) => cloudFormation.send(new CreateStackCommand({ StackName, TemplateURL }));
		await expect(create('early')).rejects.toThrow('S3 error: The specified key does not exist.');
		template({ B: { Type: 'AWS::S3::Bucket' } });
		await create('shop');
		const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'shop' }));
		expect(Stacks).toMatchObject([{ StackStatus: 'CREATE_COMPLETE' }]);
		await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: 'none' }))).rejects.toMatchObject({
			...{ name: 'ValidationError', message: 'Stack with id none does not exist' },
		});
		await expect(cloudFormation.send(new ListImportsCommand({ ExportName: 'none' }))).rejects.toThrow(
			'is not imported by any stack',
		);
	});

	test('tells a failure while one looks', async () => {
		const cloudFormation = new CloudFormationClient(client());
		template({ P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String' } } });
		await cloudFormation.send(new CreateStackCommand({ StackName: 'fails', TemplateURL }));
		const look = async () => {
			const [stacks, events] = await Promise.all([
				cloudFormation.send(new DescribeStacksCommand({ StackName: 'fails' })),
				cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'fails' })),
			]);
			return [stacks.Stacks?.[0]?.StackStatus, events.StackEvents?.map(({ ResourceStatus }) => ResourceStatus)];
		};
		expect(await look()).toEqual(['ROLLBACK_IN_PROGRESS', ['CREATE_IN_PROGRESS']]);
		expect(await look()).toEqual(['ROLLBACK_COMPLETE', ['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'CREATE_IN_PROGRESS']]);
	});
});

test('what docker pushes is an image that is there, until it is deleted', async () => {
	const ecr = new ECRClient(client());
	const repositoryName = CDK_REPOSITORY;
	const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/${repositoryName}:v1`;
	const docker = (...args: string[]) =>
		runCommand({
			command: `${import.meta.dirname}/docker.mjs`,
			args,
			cwd: '/',
			env: { PATH: process.env['PATH'], AWS_ENDPOINT_URL: aws.url },
		});
	expect((await docker('inspect', image)).ok).toBe(false);
	expect((await docker('push', image)).ok).toBe(true);
	expect(aws.docker.at(-1)).toEqual(['push', image]);
	expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([{ imageTag: 'v1' }]);
	await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }));
	const describe = ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }));
	await expect(describe).rejects.toMatchObject({ name: 'ImageNotFoundException' });
});

test('log groups are found by their prefix, and deleted', async () => {
	const logs = new CloudWatchLogsClient(client());
	for (const name of ['/aws/lambda/pr-7-a', '/aws/lambda/pr-8-a']) aws.world.logGroups.add(name);
	const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/pr-7-' }));
	expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/lambda/pr-7-a']);
	await logs.send(new DeleteLogGroupCommand({ logGroupName: '/aws/lambda/pr-7-a' }));
	expect([...aws.world.logGroups]).toEqual(['/aws/lambda/pr-8-a']);
});

test('other regions, and who has not signed, are refused', async () => {
	await expect(new SSMClient(client('eu-west-1')).send(new GetParameterCommand({ Name: 'x' }))).rejects.toMatchObject({
		name: 'UnknownRegion',
	});
	expect((await fetch(aws.url)).status).toBe(403);
});
