/**
 * How a resource is called once it exists, and what `Fn::GetAtt` tells of it.
 *
 * @module
 */
import { ACCOUNT, arnOf, REGION, stableId } from '../account.ts';
import type { Resource } from '../stacks/stack.ts';
import { isCustom, specOf } from '../template/spec.ts';

type Named = Pick<Resource, 'logicalId' | 'type' | 'properties' | 'id'>;

/** Names that CloudFormation makes are cut to what the shortest of all limits allows. */
const LONGEST_NAME = 63;

/** What EC2 puts before its ids. */
const EC2_IDS: Readonly<Record<string, string>> = {
	'AWS::EC2::VPC': 'vpc',
	'AWS::EC2::Subnet': 'subnet',
	'AWS::EC2::SecurityGroup': 'sg',
	'AWS::EC2::InternetGateway': 'igw',
	'AWS::EC2::RouteTable': 'rtb',
	'AWS::EC2::VPCEndpoint': 'vpce',
};

/** @returns the name that the template gives it; null: CloudFormation makes one */
export function givenName({ type, properties }: Pick<Resource, 'type' | 'properties'>): string | null {
	const [identifier] = specOf(type)?.identifier ?? [];
	const property = identifier === undefined ? undefined : properties[NAMES_BESIDE_ARNS[type] ?? identifier];
	return typeof property === 'string' ? property : null;
}

/** Types that `Ref` calls by an ARN, and the template by a name. */
const NAMES_BESIDE_ARNS: Readonly<Record<string, string>> = {
	'AWS::ECS::Service': 'ServiceName',
	'AWS::ECS::TaskDefinition': 'Family',
	'AWS::SecretsManager::Secret': 'Name',
	'AWS::Events::Rule': 'Name',
};

export function nameOf(resource: Named, stackName: string): string {
	const given = givenName(resource);
	if (given !== null) return given;
	const prefix = EC2_IDS[resource.type];
	if (prefix !== undefined) return `${prefix}-${resource.id.toLowerCase()}`;
	if (resource.type === 'AWS::CloudFront::Distribution') return `E${resource.id}`;
	const name = `${`${stackName}-${resource.logicalId}`.slice(0, LONGEST_NAME - 13)}-${resource.id}`;
	return resource.type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

/** What `Ref` answers. */
export function physicalIdOf(resource: Named, stackName: string): string {
	const [identifier = ''] = specOf(resource.type)?.identifier ?? [];
	// Rules are by name, though their identifier is an ARN.
	const isByArn = identifier.endsWith('Arn') || resource.type === 'AWS::SecretsManager::Secret';
	const name = nameOf(resource, stackName);
	return isByArn && resource.type !== 'AWS::Events::Rule' ? arnOfResource(resource, name) : name;
}

export function arnOfResource({ type, properties, id }: Named, name: string): string {
	switch (type) {
		case 'AWS::S3::Bucket':
			return `arn:aws:s3:::${name}`;
		case 'AWS::IAM::Role':
			return arnOf('iam', `role/${name}`, '');
		case 'AWS::ECS::TaskDefinition':
			return arnOf('ecs', `task-definition/${name}:1`);
		case 'AWS::ECS::Service':
			return arnOf('ecs', `service/${lastPart(properties['Cluster'])}/${name}`);
		case 'AWS::SecretsManager::Secret':
			return arnOf('secretsmanager', `secret:${name}-${id.slice(0, 6)}`);
		case 'AWS::Lambda::Version':
			return arnOf('lambda', `function:${String(properties['FunctionName']).split(':').at(-1)}:1`);
		case 'AWS::Logs::LogGroup':
			return arnOf('logs', `log-group:${name}:*`);
	}
	const template = specOf(type)?.arnTemplate;
	if (template === undefined || template === null) return arnOf(serviceOf(type), name);
	return template.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
		if (key === 'Partition') return 'aws';
		if (key === 'Region') return REGION;
		if (key === 'Account') return ACCOUNT;
		const property = properties[key];
		return typeof property === 'string' ? property : name;
	});
}

/** `Fn::GetAtt`, of what exists. */
export function attributeOf(resource: Resource, attribute: string): unknown {
	const { type, physicalId, properties, id } = resource;
	const name = physicalId.startsWith('arn:') ? lastPart(physicalId) : physicalId;
	if (isCustom(type)) return `${resource.logicalId}.${attribute}`;
	if (attribute === 'Arn' || attribute.endsWith('Arn'))
		return physicalId.startsWith('arn:') ? physicalId : arnOfResource(resource, name);
	switch (`${type}.${attribute}`) {
		case 'AWS::CloudFront::Distribution.DomainName':
			return `d${stableId(13, id)}.cloudfront.net`;
		case 'AWS::Lambda::Url.FunctionUrl':
			return `https://${stableId(32, id)}.lambda-url.${REGION}.on.aws/`;
		case 'AWS::S3::Bucket.DomainName':
			return `${name}.s3.amazonaws.com`;
		case 'AWS::S3::Bucket.RegionalDomainName':
			return `${name}.s3.${REGION}.amazonaws.com`;
		case 'AWS::Lambda::Version.Version':
			return '1';
	}
	if (['Id', 'Name', 'GroupId', 'VpcId', 'SubnetId'].includes(attribute)) return name;
	const property = properties[attribute];
	return typeof property === 'string' ? property : `${name}.${attribute}`;
}

/** Of an ARN, or of a name. */
export const lastPart = (text: unknown): string => String(text).split('/').at(-1)?.replace(/:\d+$/, '') ?? '';

const serviceOf = (type: string): string => (type.split('::')[1] ?? '').toLowerCase();
