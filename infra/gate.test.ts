import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import type { Part } from './names.ts';
import { synthesise } from './testing.ts';

/** The one resource of its type; CDK's helpers are left out. */
function one(stack: Stack, type: string, id = ''): CfnResource {
	const found = stack.node
		.findAll()
		.filter((node: IConstruct): node is CfnResource => CfnResource.isCfnResource(node))
		.filter((resource) => resource.cfnResourceType === type && resource.node.path.includes(id));
	const [first] = found;
	if (first === undefined || found.length > 1) throw new Error(`there are ${found.length} of ${type} ${id}`);
	return first;
}

/** A stage in which something is broken. */
const broken = (part: Part, type: string, property: string, value: unknown, id?: string) =>
	synthesise({
		stage: 'staging',
		breaking: (stacks) => one(stacks[part], type, id).addPropertyOverride(property, value),
	});

test('a stage that nothing is broken in passes', async () => {
	await expect(synthesise({ stage: 'staging', breaking: () => {} })).resolves.toBeDefined();
});

describe("CDK's validator refuses", () => {
	const TASK = 'AWS::ECS::TaskDefinition';
	test.each([
		['a property that there is not', 'Worker', 'AWS::ECS::Cluster', 'ClusterNam', 'x'],
		['a size that Fargate has not', 'Worker', TASK, 'Memory', '512'],
		['a reference into nothing', 'Worker', 'AWS::ECS::Service', 'Cluster', { Ref: 'NoSuchCluster' }],
		['a service without a network', 'Worker', 'AWS::ECS::Service', 'NetworkConfiguration', undefined],
		['a schedule that is none', 'Site', 'AWS::Events::Rule', 'ScheduleExpression', 'each minute'],
	] as const)('%s', async (_, part, type, property, value) => {
		await expect(broken(part, type, property, value)).rejects.toThrow(/[Vv]alidation/);
	});

	test('more memory than a function may have', async () => {
		const made = broken('Site', 'AWS::Lambda::Function', 'MemorySize', 99_999, '/Sweeper/Sweeper/Function');
		await expect(made).rejects.toThrow(/[Vv]alidation/);
	});
});

describe('the gate refuses what the validator lets through', () => {
	test('a worker that takes longer to stop than Fargate lets it', async () => {
		const made = broken('Worker', 'AWS::ECS::TaskDefinition', 'ContainerDefinitions.0.StopTimeout', 121);
		await expect(made).rejects.toThrow('worker may take 121 s to stop; Fargate gives 120');
	});

	test('more workers at least than at most', async () => {
		const made = broken('Worker', 'AWS::ApplicationAutoScaling::ScalableTarget', 'MinCapacity', 4);
		await expect(made).rejects.toThrow('at least 4 and at most 3');
	});

	test.each([
		['DefaultCacheBehavior', 'default'],
		['CacheBehaviors.1', '/api/*'],
	])('a path that leads to no origin: %s', async (behaviour, path) => {
		const property = `DistributionConfig.${behaviour}.TargetOriginId`;
		const made = broken('Site', 'AWS::CloudFront::Distribution', property, 'nowhere');
		await expect(made).rejects.toThrow(`${path} leads to nowhere, which is no origin`);
	});
});
