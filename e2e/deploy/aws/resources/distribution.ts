/**
 * Distributions of CloudFront.
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Resource } from '../stacks/stack.ts';
import { type Around, firstOf, handlerSaid, type Kind } from './kind.ts';
import { environmentOf } from './lambda.ts';

const behaviourSchema = z.object({
	TargetOriginId: z.string(),
	PathPattern: z.optional(z.string()),
	LambdaFunctionAssociations: z._default(
		z.array(z.object({ EventType: z.string(), LambdaFunctionARN: z.string() })),
		[],
	),
});
const configSchema = z.object({
	Origins: z.array(z.object({ Id: z.string(), DomainName: z.string() })),
	OriginGroups: z.optional(z.object({ Items: z._default(z.array(z.object({ Id: z.string() })), []) })),
	DefaultCacheBehavior: behaviourSchema,
	CacheBehaviors: z._default(z.array(behaviourSchema), []),
});

/** Seconds, at an origin; a viewer's has 5. */
const LONGEST_AT_ORIGIN = 30;

export const distributionKind: Kind = {
	refuses({ properties }, around) {
		const read = configSchema.safeParse(properties['DistributionConfig']);
		if (!read.success) return said(`${read.error.issues[0]?.path.join('.')} is not valid.`);
		const { Origins, OriginGroups, DefaultCacheBehavior, CacheBehaviors } = read.data;
		const origins = new Set([...Origins, ...(OriginGroups?.Items ?? [])].map(({ Id }) => Id));
		const behaviours = [DefaultCacheBehavior, ...CacheBehaviors];
		const patterns = CacheBehaviors.map(({ PathPattern }) => PathPattern);
		return firstOf(
			behaviours.every(({ TargetOriginId }) => origins.has(TargetOriginId))
				? null
				: said('One or more of your origins or origin groups do not exist.'),
			new Set(patterns).size === patterns.length ? null : said('The path patterns of cache behaviors are not unique.'),
			Origins.every(({ DomainName }) => /^[\w.-]+$/.test(DomainName))
				? null
				: said('The parameter origin name cannot contain a colon or a slash.'),
			...edgeFunctionsOf(behaviours).map((arn) => refusedEdge(arn, around)),
		);
	},
	made({ properties }, { world }) {
		const { DefaultCacheBehavior, CacheBehaviors } = configSchema.parse(properties['DistributionConfig']);
		for (const arn of edgeFunctionsOf([DefaultCacheBehavior, ...CacheBehaviors]))
			world.replicated.add(arn.replace(/:\d+$/, ''));
	},
};

const edgeFunctionsOf = (behaviours: readonly z.infer<typeof behaviourSchema>[]): readonly string[] =>
	behaviours.flatMap(({ LambdaFunctionAssociations }) =>
		LambdaFunctionAssociations.map(({ LambdaFunctionARN }) => LambdaFunctionARN),
	);

function refusedEdge(arn: string, { all }: Around): string | null {
	if (!/^arn:aws:lambda:us-east-1:\d+:function:[^:]+:\d+$/.test(arn))
		return association('The function ARN must reference a specific function version in us-east-1', arn);
	const [, name] = /function:([^:]+):\d+$/.exec(arn) ?? [];
	const edge: Resource | undefined = all('AWS::Lambda::Function').find(({ physicalId }) => physicalId === name);
	if (edge === undefined) return association('The function cannot be found', arn);
	const { Architectures = ['x86_64'], Timeout = 3, VpcConfig } = edge.properties;
	if (Object.keys(environmentOf(edge)).length > 0)
		return association('The function cannot have environment variables', arn);
	if (String(Architectures) !== 'x86_64') return association('The function must run on x86_64', arn);
	if (VpcConfig !== undefined) return association('The function cannot be in a VPC', arn);
	return Number(Timeout) > LONGEST_AT_ORIGIN
		? association(`The function timeout is larger than ${LONGEST_AT_ORIGIN} seconds`, arn)
		: null;
}

const said = (message: string): string =>
	handlerSaid(`Invalid request provided: ${message} (Service: CloudFront, Status Code: 400)`);
const association = (message: string, arn: string): string => said(`${message}. Function: ${arn}`);
