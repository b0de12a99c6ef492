import { describe, expect, test } from 'vitest';
import { create, type Resources, reasonsOf, world } from '../testing.ts';
import type { World } from '../world.ts';

const PARAMETER = '/sst/shop/pr-7/Secret/LIVEKIT_URL/value';
const arn = `arn:aws:ssm:us-east-1:123456789012:parameter${PARAMETER}`;
const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/images:v1';

interface Task {
	readonly cpu?: string;
	readonly memory?: string;
	readonly container?: object;
	readonly service?: object;
	readonly resource?: string;
}

/** A service of one container with one secret. */
const worker = ({
	cpu = '512',
	memory = '1024',
	container = {},
	service = {},
	resource = arn,
}: Task = {}): Resources => ({
	Role: {
		Type: 'AWS::IAM::Role',
		Properties: {
			AssumeRolePolicyDocument: { Statement: [] },
			Policies: [
				{
					PolicyName: 'read',
					PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: resource }] },
				},
			],
		},
	},
	Logs: { Type: 'AWS::Logs::LogGroup' },
	Task: {
		Type: 'AWS::ECS::TaskDefinition',
		Properties: {
			...{ Cpu: cpu, Memory: memory, NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'] },
			ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
			ContainerDefinitions: [
				{
					...{ Name: 'agent', Image: image, Secrets: [{ Name: 'LIVEKIT_URL', ValueFrom: arn }] },
					LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Logs' } } },
					...container,
				},
			],
		},
	},
	Cluster: { Type: 'AWS::ECS::Cluster' },
	Service: {
		Type: 'AWS::ECS::Service',
		Properties: {
			...{ Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' } },
			DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
			...service,
		},
	},
});

function prepared(): World {
	const account = world();
	account.parameters.set(PARAMETER, { value: 'wss://x', type: 'SecureString', version: 1 });
	account.images.add('images:v1');
	return account;
}
const capabilities = ['CAPABILITY_IAM'];
const deploy = (task: Task, account = prepared()) => create(account, worker(task), { capabilities });

test('a worker that lacks nothing is made', () => {
	expect(deploy({}).status).toBe('CREATE_COMPLETE');
});

describe('a service whose tasks do not start is rolled back by its circuit breaker', () => {
	const BREAKER = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.";
	const without = (change: (account: World) => void) => {
		const account = prepared();
		change(account);
		return account;
	};

	test.each<[string, Task, World, string]>([
		[
			'without its secrets',
			{},
			without(({ parameters }) => parameters.delete(PARAMETER)),
			`invalid ssm parameters: ${PARAMETER}`,
		],
		['that may not read them', { resource: `${arn}x` }, prepared(), 'is not authorized to perform: ssm:GetParameters'],
		['without its image', {}, without(({ images }) => images.clear()), 'CannotPullContainerError'],
		[
			'without a log group',
			{ container: { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/none' } } } },
			prepared(),
			'The specified log group does not exist: /none',
		],
	])('%s', (_, task, account, why) => {
		const stack = deploy(task, account);
		expect(stack.status).toBe('ROLLBACK_COMPLETE');
		expect(stack.failures.get('Service')).toContain(BREAKER);
		expect(account.stoppedTasks.join()).toContain(why);
	});

	test('or waits for ever without one, and is made where none are wanted', () => {
		const account = without(({ parameters }) => parameters.clear());
		expect(reasonsOf(deploy({ service: { DeploymentConfiguration: {} } }, account))).toContain(
			'Exceeded attempts to wait',
		);
		const none = create(account, worker({ service: { DesiredCount: 0 } }), { capabilities, name: 'none' });
		expect(none.status).toBe('CREATE_COMPLETE');
	});
});

describe('a task definition is refused', () => {
	test.each<[string, Task, string]>([
		[
			'of a size that Fargate has not',
			{ cpu: '512', memory: '512' },
			'No Fargate configuration exists for given values: 512 CPU, 512 memory',
		],
		['of a size between two', { cpu: '2048', memory: '4500' }, 'No Fargate configuration exists'],
		['of another number of processors', { cpu: '768', memory: '2048' }, 'No Fargate configuration exists'],
		['that stops too slowly', { container: { StopTimeout: 121 } }, 'stopTimeout must be at most 120'],
		['with a container larger than it', { container: { Memory: 2048 } }, 'is greater than for the task'],
		[
			'with a variable twice',
			{ container: { Environment: [{ Name: 'LIVEKIT_URL', Value: 'x' }] } },
			'The secret name must be unique',
		],
	])('%s', (_, task, message) => {
		expect(reasonsOf(deploy(task))).toContain(message);
	});

	test.each([
		['256', '512'],
		['1024', '2048'],
		['4096', '30720'],
	])('but not with %s CPU and %s MB', (cpu, memory) => {
		expect(deploy({ cpu, memory }).status).toBe('CREATE_COMPLETE');
	});
});

describe('scaling', () => {
	const resourceId = { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] };
	const target = (min: number, max: number, ResourceId: unknown = resourceId) => ({
		Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
		Properties: {
			...{ MinCapacity: min, MaxCapacity: max, ResourceId },
			...{ ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' },
		},
	});
	const policy = (...steps: readonly [lower: number | null, upper: number | null][]) => ({
		Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
		Properties: {
			...{ PolicyName: 'add', PolicyType: 'StepScaling', ScalingTargetId: { Ref: 'Target' } },
			StepScalingPolicyConfiguration: {
				StepAdjustments: steps.map(([lower, upper]) => ({
					ScalingAdjustment: 10,
					...(lower === null ? {} : { MetricIntervalLowerBound: lower }),
					...(upper === null ? {} : { MetricIntervalUpperBound: upper }),
				})),
			},
		},
	});
	const scaled = (more: Resources) =>
		create(prepared(), { ...worker(), Target: target(1, 3), ...more }, { capabilities });

	test('of a service that is there is made', () => {
		expect(scaled({ Policy: policy([null, -6], [-6, 0]) }).status).toBe('CREATE_COMPLETE');
	});

	test.each<[string, Resources, string]>([
		['to fewer than the fewest', { Target: target(3, 1) }, 'Maximum capacity cannot be less than minimum capacity'],
		['of no service', { Target: target(1, 3, 'service/a/b') }, "ECS service doesn't exist: service/a/b"],
		['by steps with a gap', { Policy: policy([null, -6], [-5, 0]) }, 'There must be no gap'],
		['by a step that is none', { Policy: policy([0, 0]) }, 'must be less than the upper bound'],
	])('%s is refused', (_, more, message) => {
		expect(reasonsOf(scaled(more))).toContain(message);
	});

	test.each([
		[{ Period: 45 }, 'The parameter Period must be 10, 20, 30 or a multiple of 60'],
		[{ Period: 10, Namespace: 'AWS/ECS' }, 'Only a period greater than 60s is supported'],
		[{ Period: 60, EvaluationPeriods: 1441 }, 'more than a day'],
	])('an alarm with %j is refused', (properties, message) => {
		const alarm = {
			Type: 'AWS::CloudWatch::Alarm',
			Properties: { ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 2, ...properties },
		};
		expect(reasonsOf(create(world(), { A: alarm }))).toContain(message);
	});
});
