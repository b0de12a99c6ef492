/**
 * A Lambda function of a stage: arm64, its bundle as one folder, its log in the stack, and a role that may read the settings
 * of its own stage and nothing else.
 *
 * @module
 */
import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AGENT } from './names.ts';
import { parameterPath } from './parameters.ts';
import { removalOf } from './removal.ts';
import type { StageSettings } from './stages.ts';

export interface StageFunctionProps {
	readonly settings: StageSettings;
	/** Folder with `index.mjs`. */
	readonly bundle: string;
	readonly version: string;
	readonly timeoutS: number;
	/** Beside what every function is told. */
	readonly environment?: Readonly<Record<string, string>>;
}

const MEMORY_MB = 512;

export class StageFunction extends Construct {
	readonly function: lambda.Function;
	readonly logGroup: logs.LogGroup;

	constructor(scope: Construct, id: string, props: StageFunctionProps) {
		super(scope, id);
		const { settings } = props;
		this.logGroup = new logs.LogGroup(this, 'Logs', {
			retention: settings.logRetentionDays,
			removalPolicy: removalOf(settings),
		});
		// Its own: the one that CDK would make may also make log groups, which no stack removes.
		const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
		this.logGroup.grantWrite(role);
		role.addToPolicy(readSettings(Stack.of(this), settings.stage));
		this.function = new lambda.Function(this, 'Function', {
			runtime: lambda.Runtime.NODEJS_24_X,
			architecture: lambda.Architecture.ARM_64,
			handler: 'index.handler',
			code: lambda.Code.fromAsset(props.bundle),
			memorySize: MEMORY_MB,
			timeout: Duration.seconds(props.timeoutS),
			role,
			logGroup: this.logGroup,
			environment: {
				STAGE: settings.stage,
				AGENT_NAME: AGENT,
				PARAMETERS_PATH: parameterPath(settings.stage),
				GREENROOM_VERSION: props.version,
				...props.environment,
			},
		});
	}
}

/** Who may read a path may read all that is under it. SSM checks the path that was asked for, or what lies there. */
export function readSettings(stack: Stack, stage: string): iam.PolicyStatement {
	const path = stack.formatArn({
		service: 'ssm',
		resource: 'parameter',
		resourceName: parameterPath(stage).slice(1),
	});
	return new iam.PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [path, `${path}/*`] });
}
