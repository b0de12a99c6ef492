import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { emfOf } from '../worker/pool/metrics/emf.ts';
import { NOTHING_MEASURED, type Readings } from '../worker/pool/metrics/registry.ts';
import { METRICS, POOL } from './names.ts';
import { scalingOf } from './scaling.ts';
import { stageSettings } from './stages.ts';
import { type Templates, templatesOf } from './testing.ts';

const READINGS: Readings = {
	...{ active: 1, limit: 3, utilization: 0.3, poolFree: 2, load: 0.2 },
	...{ draining: 0, cordoned: 0, protected: 1, eventLoopDelay: 0.01 },
};

describe.each(['production', 'staging'])('the workers of %s', (stage) => {
	const { worker: pool } = stageSettings(stage, {});
	const { targetTracking, step } = scalingOf(pool);
	let worker: Templates['Worker'];
	beforeAll(async () => {
		worker = (await templatesOf(stage)).Worker;
	});

	test('scale between the least and the most', () => {
		worker.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
			ServiceNamespace: 'ecs',
			ScalableDimension: 'ecs:service:DesiredCount',
			ResourceId: {
				'Fn::Join': [
					'',
					[
						'service/',
						{ Ref: Match.stringLikeRegexp('^WorkersCluster') },
						'/',
						{ 'Fn::GetAtt': [Match.stringLikeRegexp('^WorkersService'), 'Name'] },
					],
				],
			},
			MinCapacity: pool.min,
			MaxCapacity: pool.max,
		});
		expect(pool.min).toBeLessThan(pool.max);
	});

	test('follow their calls and the headroom', () => {
		worker.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
			PolicyType: 'TargetTrackingScaling',
			TargetTrackingScalingPolicyConfiguration: {
				TargetValue: targetTracking.targetValue,
				ScaleInCooldown: targetTracking.scaleInCooldownS,
				ScaleOutCooldown: targetTracking.scaleOutCooldownS,
				CustomizedMetricSpecification: {
					Metrics: Match.arrayWith([Match.objectLike({ Expression: targetTracking.expression, ReturnData: true })]),
				},
			},
		});
	});

	test('grow by steps when little is free', () => {
		worker.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
			PolicyType: 'StepScaling',
			StepScalingPolicyConfiguration: {
				AdjustmentType: 'PercentChangeInCapacity',
				MinAdjustmentMagnitude: step.minAdjustment,
				Cooldown: step.cooldownS,
				StepAdjustments: step.adjustments.map(({ percent }) => Match.objectLike({ ScalingAdjustment: percent })),
			},
		});
		worker.hasResourceProperties('AWS::CloudWatch::Alarm', {
			AlarmName: `greenroom-${stage}-little-is-free`,
			AlarmActions: [{ Ref: Match.stringLikeRegexp('^ScalingBurst') }],
			ComparisonOperator: 'LessThanThreshold',
			Threshold: step.threshold,
			EvaluationPeriods: step.evaluationPeriods,
			DatapointsToAlarm: step.datapointsToAlarm,
			TreatMissingData: 'notBreaching',
			Metrics: Match.arrayWith([Match.objectLike({ Expression: step.expression, ReturnData: true })]),
		});
	});

	test('look at what they publish of themselves, each ten seconds where they have to be quick', () => {
		const line = emfOf(NOTHING_MEASURED, READINGS, { stage, pool: POOL, release: 1, worker: 'w' }, 0);
		const published = line._aws.CloudWatchMetrics[0];
		expect(published.Namespace).toBe(METRICS);
		expect(published.Dimensions).toContainEqual(['Stage', 'Pool']);
		const resolution = new Map(published.Metrics.map(({ Name, StorageResolution }) => [Name, StorageResolution]));
		for (const { name } of [...targetTracking.metrics, ...step.metrics]) expect(resolution.get(name)).toBe(1);
	});

	test('are scaled by Application Auto Scaling’s own role', () => {
		worker.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { RoleARN: Match.absent() });
	});
});

test('the steps of a burst leave no gap and end where the alarm begins', () => {
	const { adjustments } = scalingOf(stageSettings('production', {}).worker).step;
	expect(adjustments[0]?.upper).toBe(0);
	expect(adjustments.at(-1)?.lower).toBeUndefined();
	for (const [i, { lower }] of adjustments.slice(0, -1).entries()) expect(adjustments[i + 1]?.upper).toBe(lower);
});

test('a preview does not scale: what it would look at is not published', async () => {
	const { Worker } = await templatesOf('pr-7');
	Worker.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
	Worker.resourceCountIs('AWS::CloudWatch::Alarm', 0);
});
