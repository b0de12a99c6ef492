import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { GitHubAccess, type GitHubAccessProps } from './github-access.ts';

function templateOf(props: Partial<GitHubAccessProps> = {}): Template {
	const stack = new Stack(new App(), 'access', { env: { account: '123456789012', region: 'eu-central-1' } });
	new GitHubAccess(stack, 'Access', { repository: 'acme/voice', environments: ['preview', 'production'], ...props });
	return Template.fromStack(stack);
}

type Statement = { readonly Action: string | readonly string[]; readonly Resource: unknown };
const statementsOf = (environment: string): readonly Statement[] =>
	Object.values(
		templateOf().findResources('AWS::IAM::Role', { Properties: { RoleName: `greenroom-github-${environment}` } }),
	)
		.flatMap((role) => role['Properties'].Policies)
		.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

describe('access of GitHub', () => {
	it('is for jobs of one repository that have passed the rules of an environment', () => {
		templateOf().hasResourceProperties('AWS::IAM::Role', {
			RoleName: 'greenroom-github-production',
			AssumeRolePolicyDocument: {
				Statement: [
					{
						Action: 'sts:AssumeRoleWithWebIdentity',
						Condition: {
							StringEquals: {
								'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
								'token.actions.githubusercontent.com:sub': 'repo:acme/voice:environment:production',
							},
						},
						Effect: 'Allow',
						Principal: Match.anyValue(),
					},
				],
			},
		});
	});

	it('reaches the stages of its environment, and no other', () => {
		const preview = JSON.stringify(statementsOf('preview'));
		expect(preview).toContain('stack/pr-*-greenroom-*/*');
		expect(preview).toContain('parameter/sst/greenroom/pr-*/*');
		expect(preview).not.toMatch(/production|staging/);
		expect(JSON.stringify(statementsOf('production'))).not.toMatch(/pr-\*|staging/);
	});

	it('is for everything only where AWS knows no less', () => {
		const everywhere = statementsOf('preview').filter(({ Resource }) => Resource === '*');
		expect(everywhere.map(({ Action }) => Action)).toEqual(['cloudformation:ListImports']);
		expect(
			statementsOf('preview')
				.flatMap(({ Action }) => Action)
				.filter((action) => action.includes('*')),
		).toEqual([]);
	});

	it('passes on only the role that CloudFormation works with', () => {
		const passes = statementsOf('preview').filter(({ Action }) => Action === 'iam:PassRole');
		expect(passes).toMatchObject([
			{ Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } } },
		]);
		expect(JSON.stringify(passes)).toContain('cdk-hnb659fds-cfn-exec-role-123456789012-eu-central-1');
	});

	it('uses the provider that an account has', () => {
		templateOf().resourceCountIs('AWS::IAM::OIDCProvider', 1);
		const providerArn = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
		templateOf({ providerArn }).resourceCountIs('AWS::IAM::OIDCProvider', 0);
	});

	it('is not made for what is no repository', () => {
		expect(() => templateOf({ repository: '' })).toThrow(/say owner\/name/);
	});
});
