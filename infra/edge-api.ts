/**
 * The API as Lambda@Edge, for those who set `GREENROOM_EDGE=1`: it answers near whoever asks, before CloudFront asks the
 * API's own function. What is kept is still kept in one place, so a call begins hardly sooner (docs/deploying.md).
 *
 * @module
 */
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { FilesBucket } from './files-bucket.ts';
import { stageName } from './names.ts';
import { parameterName } from './parameters.ts';
import { readSettings } from './stage-function.ts';
import type { StageSettings } from './stages.ts';

export interface EdgeApiProps {
	readonly settings: StageSettings;
	/** Folder with `index.mjs`, made for this stage: a function at the edge has no environment. */
	readonly bundle: string;
	readonly files: FilesBucket;
}

export class EdgeApi extends Construct {
	readonly version: lambda.IVersion;

	constructor(scope: Construct, id: string, { settings, bundle, files }: EdgeApiProps) {
		super(scope, id);
		const role = new iam.Role(this, 'Role', {
			assumedBy: new iam.CompositePrincipal(
				new iam.ServicePrincipal('lambda.amazonaws.com'),
				new iam.ServicePrincipal('edgelambda.amazonaws.com'),
			),
		});
		role.addToPolicy(readSettings(Stack.of(this), settings.stage));
		files.grantUse(role);
		// A name that is known only when the stack is made reaches it where its secrets lie.
		new ssm.StringParameter(this, 'FilesBucket', {
			parameterName: parameterName(settings.stage, 'FILES_BUCKET'),
			stringValue: files.name,
		});
		// Its log is named after it, in other regions.
		const functionName = `${stageName(settings.stage)}-edge-api`;
		role.addToPolicy(writeLogs(Stack.of(this), functionName));
		const own = new lambda.Function(this, 'Function', {
			functionName,
			runtime: lambda.Runtime.NODEJS_24_X,
			// The edge has no other.
			architecture: lambda.Architecture.X86_64,
			handler: 'index.handler',
			code: lambda.Code.fromAsset(bundle),
			memorySize: 512,
			timeout: Duration.seconds(15),
			role,
			// CloudFront takes hours to let go of its copies: the deploy after the next one would wait for them.
			currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
		});
		this.version = own.currentVersion as lambda.IVersion;
	}
}

/** In whatever region it answers, where nothing has made the log before. */
function writeLogs(stack: Stack, functionName: string): iam.PolicyStatement {
	const own = stack.formatArn({
		service: 'logs',
		region: '*',
		resource: 'log-group',
		resourceName: `/aws/lambda/us-east-1.${functionName}`,
		arnFormat: ArnFormat.COLON_RESOURCE_NAME,
	});
	return new iam.PolicyStatement({
		actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
		resources: [`${own}:*`],
	});
}
