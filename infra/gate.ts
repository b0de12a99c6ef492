/**
 * What AWS would refuse and CDK's validator lets through, found in a template.
 *
 * @module
 */
import * as z from 'zod/mini';

const resourceSchema = z.object({ Type: z.string(), Properties: z._default(z.unknown(), {}) });
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

const taskSchema = z.object({
	ContainerDefinitions: z.array(z.object({ Name: z.string(), StopTimeout: z.optional(z.number()) })),
});
const targetSchema = z.object({ MinCapacity: z.number(), MaxCapacity: z.number() });
const behaviourSchema = z.object({ TargetOriginId: z.string(), PathPattern: z._default(z.string(), 'default') });
const distributionSchema = z.object({
	DistributionConfig: z.object({
		Origins: z.array(z.object({ Id: z.string() })),
		DefaultCacheBehavior: behaviourSchema,
		CacheBehaviors: z._default(z.array(behaviourSchema), []),
	}),
});

/** Fargate's. */
const LONGEST_STOP_S = 120;

type Check = (properties: unknown) => readonly string[];

const CHECKS: Readonly<Record<string, Check>> = {
	'AWS::ECS::TaskDefinition': (properties) =>
		taskSchema
			.parse(properties)
			.ContainerDefinitions.filter(({ StopTimeout }) => (StopTimeout ?? 0) > LONGEST_STOP_S)
			.map(({ Name, StopTimeout }) => `${Name} may take ${StopTimeout} s to stop; Fargate gives ${LONGEST_STOP_S}`),
	'AWS::ApplicationAutoScaling::ScalableTarget': (properties) => {
		const { MinCapacity, MaxCapacity } = targetSchema.parse(properties);
		return MinCapacity > MaxCapacity ? [`at least ${MinCapacity} and at most ${MaxCapacity}`] : [];
	},
	'AWS::CloudFront::Distribution': (properties) => {
		const { Origins, DefaultCacheBehavior, CacheBehaviors } = distributionSchema.parse(properties).DistributionConfig;
		const origins = new Set(Origins.map(({ Id }) => Id));
		return [DefaultCacheBehavior, ...CacheBehaviors]
			.filter(({ TargetOriginId }) => !origins.has(TargetOriginId))
			.map(({ PathPattern, TargetOriginId }) => `${PathPattern} leads to ${TargetOriginId}, which is no origin`);
	},
};

/**
 * @param template of CloudFormation, as JSON
 * @returns a line for each, with the logical id of the resource
 */
export const refusedByAws = (template: unknown): readonly string[] =>
	Object.entries(templateSchema.parse(template).Resources).flatMap(([id, { Type, Properties }]) =>
		(CHECKS[Type]?.(Properties) ?? []).map((problem) => `${id}: ${problem}`),
	);
