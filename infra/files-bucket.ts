/**
 * Where files lie that visitors give. Agents bring and fetch the bytes by URLs that the API has signed; no page ever asks the
 * bucket, so it answers none (no CORS).
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { removalOf } from './removal.ts';
import type { StageSettings } from './stages.ts';

/** As long as a conversation lives that nobody comes back to. */
export const KEPT_DAYS = 30;

export class FilesBucket extends Construct {
	readonly name: string;
	readonly #bucket: s3.Bucket;
	readonly #stage: string;

	constructor(scope: Construct, id: string, settings: StageSettings) {
		super(scope, id);
		this.#stage = settings.stage;
		const isKept = settings.kind === 'production';
		this.#bucket = new s3.Bucket(this, 'Bucket', {
			blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
			objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
			encryption: s3.BucketEncryption.S3_MANAGED,
			enforceSSL: true,
			// A visitor who has everything forgotten means all versions.
			versioned: false,
			lifecycleRules: [
				{
					id: 'gone-with-their-conversation',
					expiration: Duration.days(KEPT_DAYS),
					abortIncompleteMultipartUploadAfter: Duration.days(1),
				},
			],
			removalPolicy: removalOf(settings),
			autoDeleteObjects: !isKept,
		});
		this.name = this.#bucket.bucketName;
	}

	/** The files of this stage: bring, fetch, remove, and list what a conversation has. */
	grantUse(grantee: iam.IGrantable): void {
		const { bucketArn } = this.#bucket;
		const allow = (statement: iam.PolicyStatement) => grantee.grantPrincipal.addToPrincipalPolicy(statement);
		allow(
			new iam.PolicyStatement({
				actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
				resources: [`${bucketArn}/${this.#stage}/*`],
			}),
		);
		allow(
			new iam.PolicyStatement({
				actions: ['s3:ListBucket'],
				resources: [bucketArn],
				conditions: { StringLike: { 's3:prefix': `${this.#stage}/*` } },
			}),
		);
	}
}
