/**
 * A function of Lambda whose role may make log groups makes one that no stack knows, and that outlives it. CDK gives such a
 * role to its helper that empties a bucket before the bucket is removed. It is taken away: what goes wrong there is said by
 * CloudFormation's events.
 *
 * @module
 */
import { Aspects, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export const withoutStrayLogs = (scope: IConstruct): void =>
	Aspects.of(scope).add({
		visit(node) {
			if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::IAM::Role')
				node.addPropertyDeletionOverride('ManagedPolicyArns');
		},
	});
