/**
 * Brings the built page into its bucket. What is there stays: pages that are open ask for the chunks of the deploy that they
 * are of. Nothing in CloudFront has to be thrown away either, since what changes is asked for each time.
 *
 * @module
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { removalOf } from './removal.ts';
import type { StageSettings } from './stages.ts';

/** Vite puts a hash of its content into the name of everything in it. */
export const HASHED = 'assets/*';

export interface PageUploadProps {
	readonly settings: StageSettings;
	/** Folder of the built page. */
	readonly page: string;
	readonly bucket: s3.IBucket;
}

export class PageUpload extends Construct {
	constructor(scope: Construct, id: string, { settings, page, bucket }: PageUploadProps) {
		super(scope, id);
		const logGroup = new logs.LogGroup(this, 'Logs', {
			retention: settings.logRetentionDays,
			removalPolicy: removalOf(settings),
		});
		// Its own: the one that CDK would make may also make log groups, which no stack removes.
		const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
		logGroup.grantWrite(role);
		const shared = {
			...{ role, logGroup },
			sources: [deployment.Source.asset(page)],
			destinationBucket: bucket,
			prune: false,
			// The bucket empties itself.
			retainOnDelete: true,
			memoryLimit: 256,
		};
		const hashed = new deployment.BucketDeployment(this, 'Hashed', {
			...shared,
			exclude: ['*'],
			include: [HASHED],
			cacheControl: [deployment.CacheControl.fromString('public, max-age=31536000, immutable')],
		});
		const others = new deployment.BucketDeployment(this, 'Others', {
			...shared,
			exclude: [HASHED],
			cacheControl: [deployment.CacheControl.noCache()],
		});
		// A page that is there asks for its parts at once.
		others.node.addDependency(hashed);
	}
}
