/**
 * Makes Application Auto Scaling's policies of the numbers in `scaling.ts`. It alone says how many workers there are, by what
 * they publish of themselves.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { alarmName, METRICS } from './names.ts';
import { poolDimensions, poolMetric } from './pool-metrics.ts';
import { type StepScaling, scalingOf, type TargetTracking } from './scaling.ts';
import type { StageSettings } from './stages.ts';

export interface WorkerScalingProps {
	readonly settings: StageSettings;
	readonly cluster: ecs.ICluster;
	readonly service: ecs.IFargateService;
}

export class WorkerScaling extends Construct {
	readonly #stage: string;

	constructor(scope: Construct, id: string, { settings, cluster, service }: WorkerScalingProps) {
		super(scope, id);
		this.#stage = settings.stage;
		const { min: minCapacity, max: maxCapacity } = settings.worker;
		// ECS has a role for it of its own; the construct above this one would make another, for nothing.
		const target = new appscaling.CfnScalableTarget(this, 'Count', {
			serviceNamespace: 'ecs',
			scalableDimension: 'ecs:service:DesiredCount',
			resourceId: `service/${cluster.clusterName}/${service.serviceName}`,
			minCapacity,
			maxCapacity,
		});
		const { targetTracking, step } = scalingOf(settings.worker);
		this.track(target, targetTracking);
		this.step(target, step);
	}

	private track(target: appscaling.CfnScalableTarget, tracking: TargetTracking): void {
		const dimensions = Object.entries(poolDimensions(this.#stage)).map(([name, value]) => ({ name, value }));
		new appscaling.CfnScalingPolicy(this, 'Headroom', {
			policyName: alarmName(this.#stage, 'headroom'),
			policyType: 'TargetTrackingScaling',
			scalingTargetId: target.ref,
			targetTrackingScalingPolicyConfiguration: {
				targetValue: tracking.targetValue,
				scaleOutCooldown: tracking.scaleOutCooldownS,
				scaleInCooldown: tracking.scaleInCooldownS,
				customizedMetricSpecification: {
					metrics: [
						...tracking.metrics.map(({ id, name: metricName, stat }) => ({
							id,
							metricStat: { metric: { namespace: METRICS, metricName, dimensions }, stat },
							returnData: false,
						})),
						{ id: 'load', expression: tracking.expression, returnData: true },
					],
				},
			},
		});
	}

	private step(target: appscaling.CfnScalableTarget, step: StepScaling): void {
		const policy = new appscaling.CfnScalingPolicy(this, 'Burst', {
			policyName: alarmName(this.#stage, 'burst'),
			policyType: 'StepScaling',
			scalingTargetId: target.ref,
			stepScalingPolicyConfiguration: {
				adjustmentType: 'PercentChangeInCapacity',
				minAdjustmentMagnitude: step.minAdjustment,
				cooldown: step.cooldownS,
				metricAggregationType: 'Average',
				stepAdjustments: step.adjustments.map(({ lower, upper, percent }) => ({
					...(lower === undefined ? {} : { metricIntervalLowerBound: lower }),
					...(upper === undefined ? {} : { metricIntervalUpperBound: upper }),
					scalingAdjustment: percent,
				})),
			},
		});
		const alarm = new cloudwatch.Alarm(this, 'LittleIsFree', {
			alarmName: alarmName(this.#stage, 'little-is-free'),
			alarmDescription: 'Little is left of the headroom: workers are added. Nobody has to do anything.',
			metric: new cloudwatch.MathExpression({
				expression: step.expression,
				period: Duration.seconds(step.periodS),
				usingMetrics: Object.fromEntries(
					step.metrics.map(({ id, name, stat }) => [
						id,
						poolMetric(this.#stage, name, { statistic: stat, periodS: step.periodS }),
					]),
				),
			}),
			threshold: step.threshold,
			comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
			evaluationPeriods: step.evaluationPeriods,
			datapointsToAlarm: step.datapointsToAlarm,
			// Workers that say nothing are not a burst.
			treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
		});
		alarm.addAlarmAction({ bind: () => ({ alarmActionArn: policy.ref }) });
	}
}
