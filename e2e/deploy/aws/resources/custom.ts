/**
 * Custom resources: a function of the stack is called when one is made, changed or deleted. Those that the CDK brings are
 * known by what they do.
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Resource } from '../stacks/stack.ts';
import type { World } from '../world.ts';
import { matchesGlob } from './iam.ts';
import { lastPart } from './identity.ts';
import type { Around, Kind } from './kind.ts';
import { invoke } from './lambda.ts';
import { filesOf } from './zip.ts';

/** Its handler asks for this tag first: a bucket without it keeps what it has. */
const EMPTIED = 'aws-cdk:auto-delete-objects';

const deploymentSchema = z.object({
	SourceBucketNames: z.array(z.string()),
	SourceObjectKeys: z.array(z.string()),
	DestinationBucketName: z.string(),
	DestinationBucketKeyPrefix: z._default(z.string(), ''),
	RetainOnDelete: z._default(z.union([z.boolean(), z.string()]), true),
	Prune: z._default(z.union([z.boolean(), z.string()]), true),
	Exclude: z._default(z.array(z.string()), []),
	Include: z._default(z.array(z.string()), []),
});

export const customKind: Kind = {
	refuses(resource, around) {
		const handler = handlerOf(resource, around);
		if (handler === undefined) return `Invalid service token: ${String(resource.properties['ServiceToken'])}`;
		invoke(handler, around);
		return resource.type === 'Custom::CDKBucketDeployment' ? refusedDeployment(resource, around.world) : null;
	},
	made({ type, properties }, { world }) {
		if (type === 'Custom::CDKBucketDeployment') deploy(properties, world);
	},
	gone(resource, around) {
		const handler = handlerOf(resource, around);
		if (handler !== undefined) invoke(handler, around);
		if (resource.type === 'Custom::S3AutoDeleteObjects') empty(resource, around.world);
		if (resource.type === 'Custom::CDKBucketDeployment') undeploy(resource, around.world);
	},
};

const handlerOf = ({ properties }: Resource, { all }: Around): Resource | undefined =>
	all('AWS::Lambda::Function').find(({ physicalId }) =>
		String(properties['ServiceToken']).endsWith(`:function:${physicalId}`),
	);

function refusedDeployment({ properties }: Resource, world: World): string | null {
	const { SourceBucketNames, SourceObjectKeys, DestinationBucketName } = deploymentSchema.parse(properties);
	const absent = SourceObjectKeys.find((key, i) => !world.objects.has(`${SourceBucketNames[i]}/${key}`));
	if (absent !== undefined)
		return `Received response status [FAILED] from custom resource. Message returned: An error occurred (404) when calling the HeadObject operation: Not Found (${absent})`;
	return world.buckets.has(DestinationBucketName)
		? null
		: 'Received response status [FAILED] from custom resource. Message returned: The specified bucket does not exist';
}

function deploy(properties: Resource['properties'], world: World): void {
	const read = deploymentSchema.parse(properties);
	const under = `${lastPart(read.DestinationBucketName)}/${read.DestinationBucketKeyPrefix}`;
	const files = read.SourceObjectKeys.flatMap((key, i) => {
		const source = world.objects.get(`${read.SourceBucketNames[i]}/${key}`);
		return source === undefined ? [] : filesOf(source.bytes).filter((file) => isMeant(file, read));
	});
	if (String(read.Prune) === 'true')
		for (const key of world.objects.keys())
			if (key.startsWith(under) && !files.includes(key.slice(under.length))) world.objects.delete(key);
	for (const file of files) world.objects.set(`${under}${file}`, { bytes: Buffer.alloc(0), modified: new Date() });
}

/** As `aws s3 sync` takes them: what was excluded can be included again. */
const isMeant = (file: string, { Exclude, Include }: z.infer<typeof deploymentSchema>): boolean =>
	!Exclude.some((pattern) => matchesGlob(file, pattern)) || Include.some((pattern) => matchesGlob(file, pattern));

function undeploy({ properties }: Resource, world: World): void {
	const { DestinationBucketName, DestinationBucketKeyPrefix, RetainOnDelete } = deploymentSchema.parse(properties);
	if (String(RetainOnDelete) === 'true') return;
	removeUnder(`${DestinationBucketName}/${DestinationBucketKeyPrefix}`, world);
}

function empty({ properties }: Resource, world: World): void {
	const name = String(properties['BucketName']);
	if (world.buckets.get(name)?.tags.get(EMPTIED) === 'true') removeUnder(`${name}/`, world);
}

function removeUnder(prefix: string, world: World): void {
	for (const key of world.objects.keys()) if (key.startsWith(prefix)) world.objects.delete(key);
}
