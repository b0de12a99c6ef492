/**
 * The two stacks of a stage. Site: what people open. Worker: who talks with them, and who watches. Nothing in them is SST's:
 * `makeSite` and `makeWorker` take any stack of CDK.
 *
 * @module
 */
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { type StackContext, use } from 'sst/constructs';
import { Alarms } from './alarms.ts';
import { AlertTopic } from './alert-topic.ts';
import { Api } from './api.ts';
import { Budget } from './budget.ts';
import { Dashboard } from './dashboard.ts';
import type { Deployment } from './deployment.ts';
import { EdgeApi } from './edge-api.ts';
import { FilesBucket } from './files-bucket.ts';
import { functionAlarms } from './function-alarms.ts';
import { LogCounts, logAlarms } from './log-alarms.ts';
import { Network } from './network.ts';
import { withoutStrayLogs } from './no-stray-logs.ts';
import type { Plan } from './plan.ts';
import { poolAlarms } from './pool-alarms.ts';
import { Site } from './site.ts';
import type { StageSettings } from './stages.ts';
import { Sweeper } from './sweeper.ts';
import { workerImage } from './worker-image.ts';
import { WorkerPool } from './worker-pool.ts';
import { WorkerScaling } from './worker-scaling.ts';

export interface SiteParts {
	readonly api: Api;
	readonly sweeper: Sweeper;
	readonly site: Site;
}

export function makeSite(stack: Stack, { settings, deployment, built }: Plan): SiteParts {
	const { version, edge, domain } = deployment;
	const files = new FilesBucket(stack, 'Files', settings);
	const api = new Api(stack, 'Api', { settings, version, files, bundle: `${built.functions}/api` });
	const sweeper = new Sweeper(stack, 'Sweeper', { settings, version, bundle: `${built.functions}/sweeper` });
	const edgeApi = edge ? new EdgeApi(stack, 'Edge', { settings, files, bundle: `${built.functions}/edge` }) : null;
	const site = new Site(stack, 'Site', {
		...{ settings, api, domain, page: built.page },
		viewerFunction: `${built.root}/functions/entry/aws/viewer-function.js`,
		edgeApi: edgeApi?.version ?? null,
	});
	new CfnOutput(stack, 'SiteUrl', { value: site.url });
	new CfnOutput(stack, 'ApiUrl', { value: `${site.url}/api` });
	withoutStrayLogs(stack);
	return { api, sweeper, site };
}

export function makeWorker(stack: Stack, { settings, deployment, built }: Plan, parts: SiteParts): void {
	const { stage, worker, monthlyBudgetUsd } = settings;
	const network = new Network(stack, 'Network');
	const pool = new WorkerPool(stack, 'Workers', {
		...{ settings, network, release: deployment.release, apiUrl: parts.site.ownUrl },
		image: workerImage(stack, built.root, deployment.workerImage),
	});
	const { cluster, service, logGroup } = pool;
	new CfnOutput(stack, 'ClusterName', { value: cluster.clusterName });
	new CfnOutput(stack, 'ServiceName', { value: service.serviceName });
	new CfnOutput(stack, 'WorkerLogs', { value: logGroup.logGroupName });
	if (worker.max > worker.min) new WorkerScaling(stack, 'Scaling', { settings, cluster, service });
	const functions = { api: parts.api.function, sweeper: parts.sweeper.function };
	if (settings.isLongLived) new Dashboard(stack, 'Dashboard', { stage, ...functions });
	if (!settings.alarms && monthlyBudgetUsd === null) return;
	const topic = new AlertTopic(stack, 'Alerts', deployment.alertEmail);
	if (monthlyBudgetUsd !== null)
		new Budget(stack, 'Budget', { stage, monthlyUsd: monthlyBudgetUsd, topicArn: topic.arn });
	if (settings.alarms) addAlarms(stack, { settings, deployment, parts, pool, topic });
}

interface Watched {
	readonly settings: StageSettings;
	readonly deployment: Deployment;
	readonly parts: SiteParts;
	readonly pool: WorkerPool;
	readonly topic: AlertTopic;
}

function addAlarms(stack: Stack, { settings: { stage }, deployment, parts, pool, topic }: Watched): void {
	const { api, sweeper, site } = parts;
	new LogCounts(stack, 'LogCounts', {
		stage,
		logGroups: { Api: api.logGroup, Sweeper: sweeper.logGroup, Worker: pool.logGroup },
	});
	new Alarms(stack, 'Alarms', {
		...{ stage, topic },
		alarms: [
			...poolAlarms({
				stage,
				release: deployment.release,
				clusterName: pool.cluster.clusterName,
				service: pool.service,
			}),
			...functionAlarms({
				api: api.function,
				sweeper: sweeper.function,
				edgeDistributionId: deployment.edge ? site.distribution.distributionId : null,
			}),
			...logAlarms(stage),
		],
	});
}

/** For SST's app, in this order. It names stacks after the functions. */
export function stacksOf(plan: Plan) {
	const site = function Site({ stack }: StackContext): SiteParts {
		withoutHelper(stack);
		return makeSite(stack, plan);
	};
	const worker = function Worker({ stack }: StackContext): void {
		withoutHelper(stack);
		makeWorker(stack, plan, use(site));
	};
	return { site, worker };
}

/** SST gives each stack a function for constructs of its own, of which there are none here. */
const withoutHelper = (stack: Stack): boolean => stack.node.tryRemoveChild('CustomResourceHandler');
