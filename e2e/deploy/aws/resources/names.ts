/**
 * Names that AWS's services take.
 *
 * @module
 */
import type { Resource } from '../stacks/stack.ts';
import { handlerSaid } from './kind.ts';

/** By type and property, as each service documents it. */
const FORMS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
	'AWS::ApplicationAutoScaling::ScalingPolicy': { PolicyName: /^[^\0]{1,256}$/ },
	'AWS::Budgets::Budget': { 'Budget.BudgetName': /^(?!.*\/action\/)[^:\\]{1,100}$/ },
	'AWS::CloudFront::CachePolicy': { 'CachePolicyConfig.Name': /^[\w-]{1,128}$/ },
	'AWS::CloudFront::Distribution': { 'DistributionConfig.Comment': /^.{0,128}$/s },
	'AWS::CloudFront::Function': { Name: /^[a-zA-Z0-9-_]{1,64}$/ },
	'AWS::CloudFront::OriginAccessControl': { 'OriginAccessControlConfig.Name': /^.{1,64}$/ },
	'AWS::CloudFront::OriginRequestPolicy': { 'OriginRequestPolicyConfig.Name': /^[\w-]{1,128}$/ },
	'AWS::CloudFront::ResponseHeadersPolicy': { 'ResponseHeadersPolicyConfig.Name': /^[\w-]{1,128}$/ },
	'AWS::CloudWatch::Alarm': { AlarmName: /^.{1,255}$/, AlarmDescription: /^.{0,1024}$/s },
	'AWS::CloudWatch::Dashboard': { DashboardName: /^[\w-]{1,255}$/ },
	'AWS::EC2::SecurityGroup': {
		GroupName: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
		GroupDescription: /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
	},
	'AWS::ECS::Cluster': { ClusterName: /^[\w-]{1,255}$/ },
	'AWS::ECS::Service': { ServiceName: /^[\w-]{1,255}$/ },
	'AWS::ECS::TaskDefinition': { Family: /^[\w-]{1,255}$/ },
	'AWS::Events::Rule': { Name: /^[.\w-]{1,64}$/, Description: /^.{0,512}$/s },
	'AWS::IAM::ManagedPolicy': { ManagedPolicyName: /^[\w+=,.@-]{1,128}$/ },
	'AWS::IAM::Policy': { PolicyName: /^[\w+=,.@-]{1,128}$/ },
	'AWS::IAM::Role': { RoleName: /^[\w+=,.@-]{1,64}$/, Description: /^[\t\n\r -~¡-ÿ]{0,1000}$/ },
	'AWS::Lambda::Function': { FunctionName: /^[a-zA-Z0-9-_]{1,64}$/, Description: /^.{0,256}$/s },
	'AWS::Logs::LogGroup': { LogGroupName: /^[.\-_/#A-Za-z0-9]{1,512}$/ },
	'AWS::Logs::MetricFilter': { FilterName: /^[^:*]{1,512}$/, FilterPattern: /^.{0,1024}$/s },
	'AWS::S3::Bucket': {
		BucketName: /^(?!xn--|sthree-)(?!.*(?:-s3alias|--ol-s3|\.\.))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
	},
	'AWS::SNS::Topic': { TopicName: /^[\w-]{1,256}$/ },
	'AWS::SSM::Parameter': { Name: /^(?!\/?(?:aws|ssm))[\w./-]{1,1011}$/i },
	'AWS::SecretsManager::Secret': { Name: /^[\w/+=.@-]{1,512}$/ },
};

export function refusedName({ type, properties }: Resource): string | null {
	for (const [path, form] of Object.entries(FORMS[type] ?? {})) {
		const value = path.split('.').reduce<unknown>(step, properties);
		if (typeof value === 'string' && !form.test(value))
			return handlerSaid(
				`1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${form.source}`,
			);
	}
	return null;
}

const step = (value: unknown, key: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
