/** All resource types of which more is known than their name and properties. */
import type { Resource } from '../stacks/stack.ts';
import { isCustom, specOf } from '../template/spec.ts';
import { bucketKind } from './bucket.ts';
import { customKind } from './custom.ts';
import { distributionKind } from './distribution.ts';
import { givenName } from './identity.ts';
import { type Around, firstOf, handlerSaid, type Kind } from './kind.ts';
import { lambdaKind } from './lambda.ts';
import { refusedName } from './names.ts';
import { refusedProperties } from './properties.ts';
import { alarmKind, scalableTargetKind, scalingPolicyKind } from './scaling.ts';
import { serviceKind } from './service.ts';
import { logGroupKind, parameterKind, repositoryKind, secretKind } from './simple.ts';
import { taskDefinitionKind } from './task-definition.ts';

const KINDS: Readonly<Record<string, Kind>> = {
	'AWS::ApplicationAutoScaling::ScalableTarget': scalableTargetKind,
	'AWS::ApplicationAutoScaling::ScalingPolicy': scalingPolicyKind,
	'AWS::CloudFront::Distribution': distributionKind,
	'AWS::CloudWatch::Alarm': alarmKind,
	'AWS::ECR::Repository': repositoryKind,
	'AWS::ECS::Service': serviceKind,
	'AWS::ECS::TaskDefinition': taskDefinitionKind,
	'AWS::Lambda::Function': lambdaKind,
	'AWS::Logs::LogGroup': logGroupKind,
	'AWS::S3::Bucket': bucketKind,
	'AWS::SSM::Parameter': parameterKind,
	'AWS::SecretsManager::Secret': secretKind,
};

export const kindOf = (type: string): Kind => (isCustom(type) ? customKind : (KINDS[type] ?? {}));

/**
 * @param before what it takes the place of, under the same name
 * @returns why AWS does not make it; null: it does
 */
export const refusalOf = (resource: Resource, before: Resource | undefined, around: Around): string | null =>
	firstOf(refusedProperties(resource), refusedName(resource)) ??
	(before === undefined ? takenBy(resource, around) : null) ??
	kindOf(resource.type).refuses?.(resource, around) ??
	null;

const takenBy = (resource: Resource, around: Around): string | null =>
	alreadyThere(resource, around) ?? kindOf(resource.type).taken?.(resource, around) ?? null;

/** A name that the template gives is taken once, also by what a stack has left behind. */
function alreadyThere(resource: Resource, { all, world }: Around): string | null {
	const { type, physicalId, id } = resource;
	const other = all(type).find((each) => each.physicalId === physicalId && each.id !== id);
	const isTaken = other !== undefined || world.retained.has(`${type} ${physicalId}`);
	return isTaken && isByName(type) && givenName(resource) !== null
		? handlerSaid(`Resource of type '${type}' with identifier '${physicalId}' already exists.`, 'AlreadyExists')
		: null;
}

/** Others are numbered by AWS, or belong to what they are named after. */
function isByName(type: string): boolean {
	const [identifier = '', ...others] = specOf(type)?.identifier ?? [];
	return others.length === 0 && identifier.endsWith('Name');
}
