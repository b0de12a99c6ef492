/**
 * Every `*` in a policy of ours, and why it is there. Where it is: the stack, the policy and its statement as the template
 * has them, with names in angle brackets for what CloudFormation fills in. A test holds that none is missing here, and that
 * none here has gone.
 *
 * @module
 */
import type { Part } from './names.ts';

export interface Wildcard {
	readonly stack: Part;
	/** Logical id of the policy, or of the role that it is part of, without its hash. */
	readonly policy: string;
	/** What has the `*` in it: an action, a resource, or a principal. */
	readonly text: string;
}

interface Explained extends Wildcard {
	readonly because: string;
	/** Only where it is asked for. */
	readonly edge?: true;
}

const own = (policy: string, text: string, because: string): Explained => ({ stack: 'Site', policy, text, because });

const TLS_ONLY = 'Denied: everything that does not come by TLS, from whoever it comes.';
const EMPTIES = "CDK's helper empties the bucket before CloudFormation removes it. On this bucket only.";
const UPLOADS =
	"CDK's helper writes the page into its bucket. It is asked for each right that S3 may check on the way.";
const READS_ASSETS = "CDK's helper reads the page where the deploy has put it: the bucket of CDK's bootstrap.";

const bucketPolicy = (policy: string, bucket: string): readonly Explained[] => [
	own(policy, 's3:*', TLS_ONLY),
	own(policy, 'principal *', TLS_ONLY),
	own(policy, `<${bucket}.Arn>/*`, 'All objects of this bucket.'),
];

const emptied = (policy: string): readonly Explained[] =>
	['s3:GetBucket*', 's3:List*', 's3:DeleteObject*'].map((action) => own(policy, action, EMPTIES));

const settings = (policy: string): Explained =>
	own(
		policy,
		'arn:<AWS::Partition>:ssm:us-east-1:<account>:parameter/sst/greenroom/<stage>/Secret/*',
		'The settings of this stage, of which there may be more tomorrow.',
	);

const files = (policy: string): Explained =>
	own(policy, '<FilesBucket.Arn>/<stage>/*', 'The files of this stage, one key each.');

export const WILDCARDS: readonly Explained[] = [
	...bucketPolicy('FilesBucketPolicy', 'FilesBucket'),
	...emptied('FilesBucketPolicy'),
	...bucketPolicy('SitePagePolicy', 'SitePage'),
	...emptied('SitePagePolicy'),
	settings('ApiRoleDefaultPolicy'),
	files('ApiRoleDefaultPolicy'),
	settings('SweeperRoleDefaultPolicy'),
	...['s3:GetObject*', 's3:GetBucket*', 's3:List*'].map((action) =>
		own('SiteUploadRoleDefaultPolicy', action, `${READS_ASSETS} ${UPLOADS}`),
	),
	...['s3:DeleteObject*', 's3:Abort*'].map((action) => own('SiteUploadRoleDefaultPolicy', action, UPLOADS)),
	own('SiteUploadRoleDefaultPolicy', '<SitePage.Arn>/*', 'All objects of the page.'),
	own(
		'SiteUploadRoleDefaultPolicy',
		'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<account>-us-east-1/*',
		READS_ASSETS,
	),
	{
		stack: 'Worker',
		policy: 'WorkersTaskTaskRoleDefaultPolicy',
		text: 'arn:<AWS::Partition>:ecs:us-east-1:<account>:task/<WorkersCluster>/*',
		because: 'A task learns its own name when it runs. The cluster has no tasks but those of this stage.',
	},
	{
		stack: 'Worker',
		policy: 'WorkersTaskExecutionRoleDefaultPolicy',
		text: '*',
		because: 'ecr:GetAuthorizationToken takes no resource: it opens the registry, and what may be read there is named.',
	},
	...[settings('EdgeRoleDefaultPolicy'), files('EdgeRoleDefaultPolicy')].map(
		(each) => ({ ...each, edge: true }) as const,
	),
	{
		...own(
			'EdgeRoleDefaultPolicy',
			'arn:<AWS::Partition>:logs:*:<account>:log-group:/aws/lambda/us-east-1.greenroom-<stage>-edge-api:*',
			'CloudFront runs it in whatever region is near, and its log is there.',
		),
		edge: true,
	},
];
