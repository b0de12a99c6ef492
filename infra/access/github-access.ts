/**
 * What GitHub's workflows may do in an account of AWS: one role an environment, taken by OIDC, so that there is no key to
 * lose. Each role reaches its own stages and no other.
 *
 * What a deploy creates, CloudFormation creates, by the role that CDK's bootstrap has made for it: who may write a template
 * may do what that role may. So whoever should not administer the account gets previews in an account of their own.
 *
 * @module
 */
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { APP } from '../names.ts';

/** Environments of the repository, and their stages as a pattern of IAM. */
export const ENVIRONMENTS = { preview: 'pr-*', staging: 'staging', production: 'production' } as const;
export type GitHubEnvironment = keyof typeof ENVIRONMENTS;

const ISSUER = 'token.actions.githubusercontent.com';
/** CDK's own name for its bootstrap, in each of its roles. */
const QUALIFIER = 'hnb659fds';
/** CloudFormation waits for calls to end. */
const LONGEST = Duration.seconds(12_000);

export interface GitHubAccessProps {
	/** `owner/name`. */
	readonly repository: string;
	readonly environments: readonly GitHubEnvironment[];
	/** Of an account that has GitHub as a provider already: it may have it once. */
	readonly providerArn?: string;
}

export class GitHubAccess extends Construct {
	constructor(scope: Construct, id: string, { repository, environments, providerArn }: GitHubAccessProps) {
		super(scope, id);
		if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
			throw new RangeError(
				`${JSON.stringify(repository)} is no repository: say owner/name, as in its address on GitHub`,
			);
		const provider = providerArn ?? this.newProvider();
		for (const environment of environments) {
			const role = new iam.Role(this, environment, {
				roleName: `${APP}-github-${environment}`,
				maxSessionDuration: LONGEST,
				assumedBy: new iam.WebIdentityPrincipal(provider, {
					StringEquals: {
						[`${ISSUER}:aud`]: 'sts.amazonaws.com',
						// GitHub names the environment only to jobs that have passed its rules.
						[`${ISSUER}:sub`]: `repo:${repository}:environment:${environment}`,
					},
				}),
				inlinePolicies: {
					deploy: new iam.PolicyDocument({ statements: deployStatements(Stack.of(this), ENVIRONMENTS[environment]) }),
				},
			});
			new CfnOutput(this, `${environment}-role`, { value: role.roleArn });
		}
	}

	private newProvider(): string {
		const provider = new iam.CfnOIDCProvider(this, 'GitHub', {
			url: `https://${ISSUER}`,
			clientIdList: ['sts.amazonaws.com'],
		});
		return provider.attrArn;
	}
}

/** All that `setup:stage`, `deploy:stage`, `doctor --stage` and `remove:stage` ask of AWS by themselves. */
function deployStatements(stack: Stack, stages: string): iam.PolicyStatement[] {
	const allow = (
		actions: readonly string[],
		resources: readonly string[],
		more: Partial<iam.PolicyStatementProps> = {},
	) => new iam.PolicyStatement({ actions: [...actions], resources: [...resources], ...more });
	const { account, region, partition } = stack;
	const cdkRole = (name: string) =>
		`arn:${partition}:iam::${account}:role/cdk-${QUALIFIER}-${name}-role-${account}-${region}`;
	const stackArn = (name: string) => `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/*`;
	const parameters = `arn:${partition}:ssm:${region}:${account}:parameter/sst/${APP}/${stages}`;
	const metadata = `arn:${partition}:s3:::sstbootstrap-*`;
	const assets = `arn:${partition}:s3:::cdk-${QUALIFIER}-assets-${account}-${region}`;
	const logGroup = (name: string) => `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`;
	return [
		// Puts up what is deployed: bundles, the page, the image.
		allow(['sts:AssumeRole'], ['file-publishing', 'image-publishing'].map(cdkRole)),
		allow(
			[
				'CreateStack',
				'UpdateStack',
				'DeleteStack',
				'DescribeStacks',
				'DescribeStackEvents',
				'DescribeStackResources',
			].map((action) => `cloudformation:${action}`),
			[stackArn(`${stages}-${APP}-*`)],
		),
		allow(['cloudformation:GetTemplate'], [stackArn(`${stages}-${APP}-*`)]),
		allow(['cloudformation:DescribeStacks'], ['CDKToolkit', 'SSTBootstrap'].map(stackArn)),
		// Who imports an export is asked of no stack.
		allow(['cloudformation:ListImports'], ['*']),
		allow(['iam:PassRole'], [cdkRole('cfn-exec')], {
			conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
		}),
		allow(
			[
				'GetParameter',
				'GetParameters',
				'GetParametersByPath',
				'PutParameter',
				'DeleteParameter',
				'DeleteParameters',
			].map((action) => `ssm:${action}`),
			[parameters, `${parameters}/*`],
		),
		// What a stage has uploaded goes with it, but for what another stack uses: so all of them are looked at.
		allow(['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'], [stackArn('*')]),
		allow(['s3:ListBucket'], [assets]),
		allow(['s3:GetObjectTagging', 's3:GetObject', 's3:DeleteObject'], [`${assets}/*`]),
		allow(
			['ecr:DescribeImages', 'ecr:ListImages', 'ecr:BatchDeleteImage'],
			[`arn:${partition}:ecr:${region}:${account}:repository/cdk-${QUALIFIER}-container-assets-${account}-${region}`],
		),
		allow(['logs:DescribeLogGroups'], [logGroup('*')]),
		allow(['logs:DeleteLogGroup'], [logGroup(`/aws/lambda/${stages}-${APP}-*`)]),
		allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [`${metadata}/*/app.${APP}/stage.${stages}/*`]),
		allow(['s3:ListBucket'], [metadata], {
			conditions: { StringLike: { 's3:prefix': [`*/app.${APP}/stage.${stages}/*`] } },
		}),
	];
}
