/**
 * One page in CloudWatch: what people notice first, then why. docs/operations.md says what each number means.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { logMetrics, stageName } from './names.ts';
import { type PoolMetric, poolMetric } from './pool-metrics.ts';

export interface DashboardProps {
	readonly stage: string;
	readonly api: lambda.IFunction;
	readonly sweeper: lambda.IFunction;
}

const HALF = 12;
const MINUTE = Duration.minutes(1);

export class Dashboard extends Construct {
	readonly #stage: string;

	constructor(scope: Construct, id: string, { stage, api, sweeper }: DashboardProps) {
		super(scope, id);
		this.#stage = stage;
		new cloudwatch.Dashboard(this, 'Dashboard', {
			dashboardName: stageName(stage),
			defaultInterval: Duration.hours(3),
			widgets: [
				[
					this.graph('Calls, and slots for them', this.perBeat('ActiveJobs'), this.perBeat('CapacityJobs')),
					this.graph('Free slots of the pool', this.pool('PoolFreeSlots', 'Minimum')),
				],
				[
					this.graph('Until a worker is asked, ms', ...this.shares('DispatchWait')),
					this.graph('From the offer to the agent in the room, ms', ...this.shares('JobStartLatency')),
				],
				[
					this.graph('From the end of what was said to the answer, ms', ...this.shares('TurnLatency')),
					this.graph('Event loop of workers, ms', this.pool('EventLoopDelay', 'Maximum')),
				],
				[
					this.graph('Offers', ...sums(this.#stage, ['JobsAccepted', 'JobsRejected', 'JobsDropped'])),
					this.graph('What must be none', ...sums(this.#stage, ['JobsCut', 'ProtectionFailures'])),
				],
				[
					this.graph('Deploy: workers that go', this.perBeat('Draining'), this.perBeat('Cordoned')),
					this.graph('Alerts in logs', ...this.alerts()),
				],
				[
					this.graph(
						'API',
						api.metric('UrlRequestCount', { statistic: 'Sum', period: MINUTE }),
						api.metric('Url4xxCount', { statistic: 'Sum', period: MINUTE }),
						api.metric('Url5xxCount', { statistic: 'Sum', period: MINUTE }),
					),
					this.graph(
						'Time of the API, ms',
						api.metricDuration({ statistic: 'p50', period: MINUTE }),
						api.metricDuration({ statistic: 'p99', period: MINUTE }),
					),
				],
				[
					this.graph(
						'Sweeper',
						sweeper.metricInvocations({ statistic: 'Sum', period: MINUTE }),
						sweeper.metricErrors({ statistic: 'Sum', period: MINUTE }),
					),
				],
			],
		});
	}

	private graph(title: string, ...left: readonly cloudwatch.IMetric[]): cloudwatch.GraphWidget {
		return new cloudwatch.GraphWidget({ title, left: [...left], leftYAxis: { min: 0 }, width: HALF });
	}

	private pool(name: PoolMetric, statistic: string): cloudwatch.Metric {
		return poolMetric(this.#stage, name, { statistic });
	}

	/** A gauge of each worker, added up. Each writes a line every ten seconds, so the sum of ten seconds is that of the pool. */
	private perBeat(name: PoolMetric): cloudwatch.MathExpression {
		const id = name.charAt(0).toLowerCase() + name.slice(1);
		return new cloudwatch.MathExpression({
			expression: `${id} / 6`,
			usingMetrics: { [id]: this.pool(name, 'Sum') },
			label: name,
			period: MINUTE,
		});
	}

	private shares(name: PoolMetric): readonly cloudwatch.Metric[] {
		return ['p50', 'p99'].map((statistic) => this.pool(name, statistic).with({ label: statistic }));
	}

	private alerts(): readonly cloudwatch.Metric[] {
		return ['SpawnErrors', 'SpawnFailures', 'Disconnections', 'OtherAlerts'].map(
			(metricName) =>
				new cloudwatch.Metric({ namespace: logMetrics(this.#stage), metricName, statistic: 'Sum', period: MINUTE }),
		);
	}
}

const sums = (stage: string, names: readonly PoolMetric[]): readonly cloudwatch.Metric[] =>
	names.map((name) => poolMetric(stage, name, { statistic: 'Sum' }));
