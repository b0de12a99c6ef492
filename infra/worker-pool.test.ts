import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { environmentSchema } from '../functions/protocol/environment.ts';
import { readWorkerConfig } from '../worker/config.ts';
import { parameterName, workerParameters } from './parameters.ts';
import { stageSettings } from './stages.ts';
import { type Templates, templatesOf } from './testing.ts';
import { environmentOf, STOP_SECONDS } from './worker-pool.ts';

const STAGES = ['production', 'staging', 'pr-7'] as const;

describe.each(STAGES)('the workers of %s', (stage) => {
	const settings = stageSettings(stage, {});
	let worker: Templates['Worker'];
	beforeAll(async () => {
		worker = (await templatesOf(stage)).Worker;
	});
	const hasService = (properties: object) => worker.hasResourceProperties('AWS::ECS::Service', properties);
	const hasContainer = (properties: object) =>
		worker.hasResourceProperties('AWS::ECS::TaskDefinition', {
			ContainerDefinitions: [Match.objectLike(properties)],
		});

	test('are one service on Fargate, on ARM, without a load balancer', () => {
		worker.resourceCountIs('AWS::ECS::Service', 1);
		hasService({ LaunchType: 'FARGATE', LoadBalancers: Match.absent() });
		worker.hasResourceProperties('AWS::ECS::TaskDefinition', {
			Cpu: String(settings.worker.cpu),
			Memory: String(settings.worker.memoryMiB),
			RequiresCompatibilities: ['FARGATE'],
			RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
		});
	});

	test('reach the internet by addresses of their own', () => {
		hasService({ NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'ENABLED' }) } });
	});

	test('have all the time that Fargate gives to stop in', () => {
		hasContainer({ StopTimeout: 120 });
	});

	test('are deployed beside the old ones, and taken back when they do not start', () => {
		hasService({
			DeploymentConfiguration: Match.objectLike({
				MinimumHealthyPercent: 100,
				MaximumPercent: 200,
				DeploymentCircuitBreaker: { Enable: true, Rollback: true },
			}),
		});
	});

	test('are not moved to balance zones', () => {
		hasService({ AvailabilityZoneRebalancing: 'DISABLED' });
	});

	test('let nobody in', () => {
		hasService({ EnableExecuteCommand: false });
		hasContainer({ PortMappings: Match.absent(), ReadonlyRootFilesystem: true, Privileged: Match.absent() });
	});

	test('may protect tasks of their own cluster, and nothing else', () => {
		worker.hasResourceProperties('AWS::IAM::Policy', {
			PolicyDocument: {
				Statement: [
					{
						Effect: 'Allow',
						Action: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
						Resource: {
							'Fn::Join': [
								'',
								[
									'arn:',
									{ Ref: 'AWS::Partition' },
									':ecs:us-east-1:123456789012:task/',
									{ Ref: Match.stringLikeRegexp('^WorkersCluster') },
									'/*',
								],
							],
						},
					},
				],
			},
			Roles: [{ Ref: Match.stringLikeRegexp('TaskRole') }],
		});
	});

	test('get their secrets from the parameters of their stage', () => {
		const ending = (name: string) => Match.stringLikeRegexp(`:parameter${name}$`);
		hasContainer({
			Secrets: workerParameters(settings.voice).map((name) => ({
				Name: name,
				ValueFrom: { 'Fn::Join': ['', Match.arrayWith([ending(parameterName(stage, name))])] },
			})),
		});
	});

	test('are told no more than what they read', () => {
		const told = Object.keys(environmentOf({ settings, apiUrl: 'https://x.example', release: 1 }));
		expect(told.filter((name) => !(name in environmentSchema.shape))).toEqual([]);
		hasContainer({ Environment: told.map((Name) => ({ Name, Value: Match.anyValue() })) });
	});

	test('log without waiting, into a log of the stack', () => {
		hasContainer({
			LogConfiguration: {
				LogDriver: 'awslogs',
				Options: Match.objectLike({ mode: 'non-blocking', 'awslogs-group': { Ref: Match.anyValue() } }),
			},
		});
		worker.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: settings.logRetentionDays });
	});

	test('show what they cost by the tag of their stage', () => {
		hasService({
			PropagateTags: 'SERVICE',
			Tags: Match.arrayWith([{ Key: 'sst:stage', Value: stage }]),
		});
	});
});

test('where workers scale, no deploy says how many there are', async () => {
	for (const stage of ['production', 'staging'])
		(await templatesOf(stage)).Worker.hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
});

test('a preview has one worker, and each deploy brings it back to one', async () => {
	(await templatesOf('pr-7')).Worker.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 1 });
});

test('how many tasks run is counted where an alarm looks at it', async () => {
	const insights = async (stage: string, value: string) =>
		(await templatesOf(stage)).Worker.hasResourceProperties('AWS::ECS::Cluster', {
			ClusterSettings: [{ Name: 'containerInsights', Value: value }],
		});
	await insights('production', 'enabled');
	await insights('pr-7', 'disabled');
});

test('with the voice of OpenAI its key is a secret of the worker', async () => {
	const { Worker } = await templatesOf('staging', { VOICE: 'openai' });
	Worker.hasResourceProperties('AWS::ECS::TaskDefinition', {
		ContainerDefinitions: [
			Match.objectLike({ Secrets: Match.arrayWith([Match.objectLike({ Name: 'OPENAI_API_KEY' })]) }),
		],
	});
});

test.each(STAGES)('what the workers of %s are told, with their secrets, is all that a worker needs', (stage) => {
	const settings = stageSettings(stage, {});
	const told = environmentOf({ settings, apiUrl: 'https://x.example', release: 7 });
	const secrets = { LIVEKIT_URL: 'wss://x.example', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 's'.repeat(32) };
	expect(readWorkerConfig({ ...told, ...secrets })).toMatchObject({
		agentName: `greenroom-${stage}`,
		release: 7,
		slots: settings.worker.slots,
		idleProcesses: settings.worker.idleProcesses,
		voice: 'inference',
	});
});

test('a worker has stopped before it is killed', () => {
	const told = environmentOf({ settings: stageSettings('pr-7', {}), apiUrl: 'https://x.example', release: 1 });
	// docs/worker-image.md: less than the stop time-out by 15 s and more.
	expect(Number(told.WORKER_DRAIN_SECONDS) + 15).toBeLessThanOrEqual(STOP_SECONDS);
});

test('ECS asks for the health of a worker as its image does', async () => {
	const dockerfile = readFileSync(join(import.meta.dirname, '../Dockerfile.worker'), 'utf8');
	const [, interval, timeout, start, retries, command = ''] =
		/^HEALTHCHECK --interval=(\d+)s --timeout=(\d+)s --start-period=(\d+)s --retries=(\d+) CMD (\[.*\])$/m.exec(
			dockerfile,
		) ?? [];
	(await templatesOf('pr-7')).Worker.hasResourceProperties('AWS::ECS::TaskDefinition', {
		ContainerDefinitions: [
			Match.objectLike({
				HealthCheck: {
					Command: ['CMD', ...JSON.parse(command)],
					Interval: Number(interval),
					Timeout: Number(timeout),
					StartPeriod: Number(start),
					Retries: Number(retries),
				},
			}),
		],
	});
});

test('the only place where a worker may write is /tmp', async () => {
	(await templatesOf('pr-7')).Worker.hasResourceProperties('AWS::ECS::TaskDefinition', {
		Volumes: [{ Name: 'tmp' }],
		ContainerDefinitions: [
			Match.objectLike({
				MountPoints: [{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: 'tmp' }],
				LinuxParameters: Match.objectLike({ InitProcessEnabled: true }),
			}),
		],
	});
});
