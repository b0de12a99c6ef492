/**
 * Application Auto Scaling and the alarms that call it.
 *
 * @module
 */
import * as z from 'zod/mini';
import { lastPart } from './identity.ts';
import { handlerSaid, type Kind } from './kind.ts';

const targetSchema = z.object({
	MinCapacity: z.number(),
	MaxCapacity: z.number(),
	ResourceId: z.string(),
	ServiceNamespace: z.string(),
});
const stepsSchema = z.object({
	StepScalingPolicyConfiguration: z.optional(
		z.object({
			StepAdjustments: z.array(
				z.object({
					MetricIntervalLowerBound: z._default(z.number(), Number.NEGATIVE_INFINITY),
					MetricIntervalUpperBound: z._default(z.number(), Number.POSITIVE_INFINITY),
				}),
			),
		}),
	),
});
const alarmSchema = z.object({
	Namespace: z.optional(z.string()),
	Period: z.optional(z.number()),
	EvaluationPeriods: z.number(),
});

export const scalableTargetKind: Kind = {
	refuses({ properties }, { all }) {
		const read = targetSchema.safeParse(properties);
		if (!read.success) return validation(`${read.error.issues[0]?.path.join('.')} is not valid`);
		const { MinCapacity, MaxCapacity, ResourceId, ServiceNamespace } = read.data;
		if (MinCapacity > MaxCapacity) return validation('Maximum capacity cannot be less than minimum capacity');
		const [, cluster, service] = ResourceId.split('/');
		const isThere = all('AWS::ECS::Service').some(
			({ physicalId, properties: { Cluster } }) => lastPart(physicalId) === service && lastPart(Cluster) === cluster,
		);
		return ServiceNamespace !== 'ecs' || isThere ? null : validation(`ECS service doesn't exist: ${ResourceId}`);
	},
};

export const scalingPolicyKind: Kind = {
	refuses({ properties }) {
		const read = stepsSchema.safeParse(properties);
		if (!read.success) return validation(`${read.error.issues[0]?.path.join('.')} is not valid`);
		const steps = [...(read.data.StepScalingPolicyConfiguration?.StepAdjustments ?? [])].sort(
			(one, other) => one.MetricIntervalLowerBound - other.MetricIntervalLowerBound,
		);
		const gap = steps.find(
			({ MetricIntervalLowerBound }, i) => i > 0 && MetricIntervalLowerBound !== steps[i - 1]?.MetricIntervalUpperBound,
		);
		const empty = steps.find((step) => step.MetricIntervalLowerBound >= step.MetricIntervalUpperBound);
		if (empty !== undefined)
			return validation('The lower bound of a step adjustment must be less than the upper bound');
		return gap === undefined ? null : validation('There must be no gap between, and no overlap of, step adjustments');
	},
};

const SECONDS_OF_HIGH_RESOLUTION = [10, 20, 30];

export const alarmKind: Kind = {
	refuses({ properties }) {
		const { Namespace = '', Period = 60, EvaluationPeriods } = alarmSchema.parse(properties);
		const isHigh = SECONDS_OF_HIGH_RESOLUTION.includes(Period);
		if (!isHigh && Period % 60 !== 0)
			return handlerSaid(`The parameter Period must be 10, 20, 30 or a multiple of 60 (Service: CloudWatch)`);
		if (isHigh && Namespace.startsWith('AWS/'))
			return handlerSaid(`Only a period greater than 60s is supported for metrics in the "AWS/" namespaces`);
		return Period * EvaluationPeriods > 86_400 && Period < 3600
			? handlerSaid('Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).')
			: null;
	},
};

const validation = (message: string): string =>
	handlerSaid(`${message} (Service: ApplicationAutoScaling, Status Code: 400)`);
