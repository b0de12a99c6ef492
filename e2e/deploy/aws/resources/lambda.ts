/**
 * Functions of Lambda.
 *
 * @module
 */
import * as z from 'zod/mini';
import { arnOf } from '../account.ts';
import type { Resource } from '../stacks/stack.ts';
import type { World } from '../world.ts';
import { mayDo } from './iam.ts';
import { arnOfResource, lastPart } from './identity.ts';
import { type Around, firstOf, handlerSaid, type Kind } from './kind.ts';

const functionSchema = z.object({
	Code: z.object({
		S3Bucket: z.optional(z.string()),
		S3Key: z.optional(z.string()),
		ZipFile: z.optional(z.string()),
		ImageUri: z.optional(z.string()),
	}),
	Environment: z.optional(z.object({ Variables: z._default(z.record(z.string(), z.string()), {}) })),
	LoggingConfig: z.optional(z.object({ LogGroup: z.optional(z.string()) })),
});

const MOST_ENVIRONMENT_BYTES = 4096;
const RESERVED =
	/^(?:_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY(?:_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

export const lambdaKind: Kind = {
	refuses({ properties }, { world }) {
		const read = functionSchema.safeParse(properties);
		if (!read.success) return handlerSaid(`Invalid function: ${read.error.issues[0]?.path.join('.')}`);
		return firstOf(refusedCode(read.data.Code, world), refusedEnvironment(read.data.Environment?.Variables ?? {}));
	},
	stays(resource, { world }) {
		const arn = arnOfResource(resource, resource.physicalId);
		return world.replicated.has(arn)
			? handlerSaid(
					`Lambda was unable to delete ${arn} because it is a replicated function. Please see our documentation for Deleting Lambda@Edge Functions and Replicas.`,
				)
			: null;
	},
};

/**
 * Lambda makes the log group of a function itself, when it is called and its role allows that. Nobody deletes such a group.
 */
export function invoke({ physicalId, properties }: Resource, around: Around): void {
	const given = functionSchema.safeParse(properties).data;
	const group = given?.LoggingConfig?.LogGroup ?? `/aws/lambda/${physicalId}`;
	const role = around.all('AWS::IAM::Role').find((each) => each.physicalId === lastPart(properties['Role']));
	const arn = arnOf('logs', `log-group:${group}`);
	if (role !== undefined && mayDo(role, 'logs:CreateLogGroup', arn, around)) around.world.logGroups.add(group);
}

/** Its environment, as it would find it. */
export const environmentOf = ({ properties }: Resource): Readonly<Record<string, string>> =>
	functionSchema.parse(properties).Environment?.Variables ?? {};

type Code = z.infer<typeof functionSchema>['Code'];

function refusedCode({ S3Bucket, S3Key, ZipFile, ImageUri }: Code, { objects, buckets }: World): string | null {
	if (ZipFile !== undefined || ImageUri !== undefined) return null;
	const isThere = objects.has(`${S3Bucket}/${S3Key}`);
	if (isThere) return null;
	const [code, words] = buckets.has(S3Bucket ?? '')
		? ['NoSuchKey', 'The specified key does not exist.']
		: ['NoSuchBucket', 'The specified bucket does not exist'];
	return handlerSaid(
		`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${words} (Service: Lambda, Status Code: 400)`,
	);
}

function refusedEnvironment(variables: Readonly<Record<string, string>>): string | null {
	const reserved = Object.keys(variables).filter((name) => RESERVED.test(name));
	if (reserved.length > 0)
		return handlerSaid(
			`Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
		);
	return Buffer.byteLength(JSON.stringify(variables)) > MOST_ENVIRONMENT_BYTES
		? handlerSaid(
				`Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.`,
			)
		: null;
}
