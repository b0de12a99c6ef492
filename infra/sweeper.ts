/**
 * What drives deadlines when no worker lives: the sweeper, called each minute.
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { StageFunction } from './stage-function.ts';
import type { StageSettings } from './stages.ts';

/** It gives itself 20 s, and what it has begun by then has its own limits. */
const TIMEOUT_S = 50;

export interface SweeperProps {
	readonly settings: StageSettings;
	/** Folder with `index.mjs`. */
	readonly bundle: string;
	readonly version: string;
}

export class Sweeper extends Construct {
	readonly function: lambda.Function;
	readonly logGroup: logs.LogGroup;

	constructor(scope: Construct, id: string, props: SweeperProps) {
		super(scope, id);
		const { function: own, logGroup } = new StageFunction(this, 'Sweeper', { ...props, timeoutS: TIMEOUT_S });
		this.function = own;
		this.logGroup = logGroup;
		new events.Rule(this, 'EachMinute', {
			schedule: events.Schedule.rate(Duration.minutes(1)),
			targets: [
				// No second try and no dead letters: the next minute does all that this one did not, and there is nothing in the
				// event to be kept. That it fails is an alarm, and so is that it does not come.
				new targets.LambdaFunction(own, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
			],
		});
		own.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
	}
}
