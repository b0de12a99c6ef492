/**
 * The workers: one service on Fargate, arm64. No load balancer, because workers call LiveKit and not the other way round.
 * ECS ends no task that protects itself (docs/decisions/0025), neither when it scales in nor when it deploys.
 *
 * @module
 */
import { Duration, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Environment } from '../functions/protocol/environment.ts';
import { POOL } from './names.ts';
import type { Network } from './network.ts';
import { parameterName, workerParameters } from './parameters.ts';
import { removalOf } from './removal.ts';
import type { StageSettings } from './stages.ts';

/** The most that Fargate gives a task that was told to stop. */
export const STOP_SECONDS = 120;
/** A worker needs up to 15 s more than it waits for its calls. */
const DRAIN_SECONDS = 100;

export interface WorkerPoolProps {
	readonly settings: StageSettings;
	readonly network: Network;
	readonly image: ecs.ContainerImage;
	/** Grows with each deploy. */
	readonly release: number;
	readonly apiUrl: string;
}

export class WorkerPool extends Construct {
	readonly cluster: ecs.ICluster;
	readonly service: ecs.FargateService;
	readonly logGroup: logs.LogGroup;

	constructor(scope: Construct, id: string, props: WorkerPoolProps) {
		super(scope, id);
		const { settings, network } = props;
		const { cpu, memoryMiB: memoryLimitMiB, min, max } = settings.worker;
		const removalPolicy = removalOf(settings);
		this.logGroup = new logs.LogGroup(this, 'Logs', { retention: settings.logRetentionDays, removalPolicy });
		this.cluster = new ecs.Cluster(this, 'Cluster', {
			vpc: network.vpc,
			// How many tasks run, and how many should, for an alarm. Paid by the metric.
			containerInsightsV2: settings.alarms ? ecs.ContainerInsights.ENABLED : ecs.ContainerInsights.DISABLED,
		}) as ecs.ICluster;
		const task = new ecs.FargateTaskDefinition(this, 'Task', {
			cpu,
			memoryLimitMiB,
			runtimePlatform: {
				cpuArchitecture: ecs.CpuArchitecture.ARM64,
				operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
			},
			volumes: [{ name: 'tmp' }],
		});
		task.addToTaskRolePolicy(this.protectOwnTasks());
		this.addContainer(task, props);
		this.service = new ecs.FargateService(this, 'Service', {
			cluster: this.cluster,
			taskDefinition: task,
			// Where workers scale, how many there are is for scaling to say, and each deploy would set it back. Else nobody
			// would bring it back to one, had somebody changed it by hand.
			...(max > min ? {} : { desiredCount: min }),
			assignPublicIp: true,
			vpcSubnets: network.subnets,
			securityGroups: [network.egressOnly],
			// The new ones come first, and the old ones go as their calls end.
			minHealthyPercent: 100,
			maxHealthyPercent: 200,
			circuitBreaker: { enable: true, rollback: true },
			// It ends tasks to move them: calls would be cut that are not protected yet.
			availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
			// A shell in a task could listen to calls; and it needs to write where the image lies.
			enableExecuteCommand: false,
			// What a stage costs is told apart by the tags of its tasks.
			propagateTags: ecs.PropagatedTagSource.SERVICE,
		});
	}

	private addContainer(task: ecs.TaskDefinition, { image, ...props }: WorkerPoolProps): void {
		const { stage, voice } = props.settings;
		const secret = (name: keyof Environment) =>
			ecs.Secret.fromSsmParameter(
				ssm.StringParameter.fromSecureStringParameterAttributes(this, name, {
					parameterName: parameterName(stage, name),
				}),
			);
		const container = task.addContainer('worker', {
			image,
			essential: true,
			environment: environmentOf(props),
			secrets: Object.fromEntries(workerParameters(voice).map((name) => [name, secret(name)])),
			stopTimeout: Duration.seconds(STOP_SECONDS),
			linuxParameters: new ecs.LinuxParameters(this, 'Linux', { initProcessEnabled: true }),
			readonlyRootFilesystem: true,
			// ECS does not read the image's own. It asks whether the process lives, not whether LiveKit does.
			healthCheck: {
				command: ['CMD', 'node', 'worker/health-check.ts'],
				interval: Duration.seconds(30),
				timeout: Duration.seconds(5),
				startPeriod: Duration.seconds(60),
				retries: 3,
			},
			logging: ecs.LogDrivers.awsLogs({
				logGroup: this.logGroup,
				streamPrefix: 'worker',
				// A call is worth more than a line about it.
				mode: ecs.AwsLogDriverMode.NON_BLOCKING,
			}),
		});
		// Whoever the image runs as may write there, as the image declares it a volume.
		container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });
	}

	/** Of this cluster, and so of this stage; which task it is, a task learns when it runs. */
	private protectOwnTasks(): iam.PolicyStatement {
		const resource = Stack.of(this).formatArn({
			service: 'ecs',
			resource: 'task',
			resourceName: `${this.cluster.clusterName}/*`,
		});
		return new iam.PolicyStatement({
			actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
			resources: [resource],
		});
	}
}

/** All that a worker is told in plain; the rest are its secrets. */
export function environmentOf({
	settings: { stage, voice, metrics, worker },
	apiUrl,
	release,
}: Pick<WorkerPoolProps, 'settings' | 'apiUrl' | 'release'>): Partial<Record<keyof Environment, string>> {
	return {
		STAGE: stage,
		VOICE: voice,
		GREENROOM_API_URL: apiUrl,
		WORKER_SLOTS: String(worker.slots),
		WORKER_IDLE_PROCESSES: String(worker.idleProcesses),
		NUM_CPUS: String(worker.cpu / 1024),
		WORKER_RELEASE: String(release),
		WORKER_POOL: POOL,
		WORKER_METRICS: metrics,
		WORKER_DRAIN_SECONDS: String(DRAIN_SECONDS),
	};
}
