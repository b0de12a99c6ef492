/**
 * The API: a Lambda function with an URL of its own, which CloudFront alone can use. CloudFront could sign its requests in
 * place of a secret, but then whoever sends a body has to send its hash as well, and neither LiveKit's webhooks nor its
 * clients do.
 *
 * @module
 */
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { FilesBucket } from './files-bucket.ts';
import { StageFunction } from './stage-function.ts';
import type { StageSettings } from './stages.ts';

/** Longer than all that one request may wait for: the store, then its effects. */
export const TIMEOUT_S = 15;

export interface ApiProps {
	readonly settings: StageSettings;
	/** Folder with `index.mjs`. */
	readonly bundle: string;
	readonly version: string;
	readonly files: FilesBucket;
}

export class Api extends Construct {
	readonly function: lambda.Function;
	readonly logGroup: logs.LogGroup;
	readonly url: lambda.FunctionUrl;
	/** A reference that CloudFormation resolves; the value is in no template. */
	readonly originSecret: string;

	constructor(scope: Construct, id: string, { settings, bundle, version, files }: ApiProps) {
		super(scope, id);
		const secret = new secretsmanager.Secret(this, 'OriginSecret', {
			description: `Lets CloudFront in to the API of ${settings.stage}.`,
			generateSecretString: { excludePunctuation: true, passwordLength: 48 },
		});
		this.originSecret = secret.secretValue.unsafeUnwrap();
		const { function: own, logGroup } = new StageFunction(this, 'Api', {
			...{ settings, bundle, version },
			timeoutS: TIMEOUT_S,
			environment: { ORIGIN_SECRET: this.originSecret, FILES_BUCKET: files.name },
		});
		this.function = own;
		this.logGroup = logGroup;
		files.grantUse(own);
		this.url = own.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
	}
}
