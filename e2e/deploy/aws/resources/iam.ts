/**
 * Whether a role may do something, as far as its own policies say.
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Resource } from '../stacks/stack.ts';
import { lastPart } from './identity.ts';
import type { Around } from './kind.ts';

const listed = z.pipe(
	z.union([z.string(), z.array(z.string())]),
	z.transform((value) => (Array.isArray(value) ? value : [value])),
);
const documentSchema = z.object({
	Statement: z.array(
		z.object({
			Effect: z.string(),
			Action: z.optional(listed),
			Resource: z.optional(listed),
			Condition: z.optional(z.unknown()),
		}),
	),
});
/** What AWS's own policies allow, of those that are met here. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
	AWSLambdaBasicExecutionRole: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
	AmazonECSTaskExecutionRolePolicy: [
		...[
			'ecr:GetAuthorizationToken',
			'ecr:BatchCheckLayerAvailability',
			'ecr:GetDownloadUrlForLayer',
			'ecr:BatchGetImage',
		],
		...['logs:CreateLogStream', 'logs:PutLogEvents'],
	],
};
const managedSchema = z.array(z.string());

const policiesSchema = z.array(z.object({ PolicyDocument: documentSchema }));
const attachedSchema = z.object({ Roles: z.array(z.string()), PolicyDocument: documentSchema });

type Statement = z.infer<typeof documentSchema>['Statement'][number];

/** A statement with a condition counts: conditions are not judged here. */
export function mayDo(role: Resource, action: string, on: string, around: Pick<Around, 'all'>): boolean {
	const statements = statementsOf(role, around);
	const meant = statements.filter(
		({ Action = [], Resource = [] }) =>
			Action.some((pattern) => matchesGlob(action, pattern)) && Resource.some((pattern) => matchesGlob(on, pattern)),
	);
	return meant.some(({ Effect }) => Effect === 'Allow') && !meant.some(({ Effect }) => Effect === 'Deny');
}

function statementsOf({ physicalId, properties }: Resource, { all }: Pick<Around, 'all'>): readonly Statement[] {
	const inline = policiesSchema.safeParse(properties['Policies'] ?? []);
	const attached = [...all('AWS::IAM::Policy'), ...all('AWS::IAM::ManagedPolicy')].flatMap((policy) => {
		const read = attachedSchema.safeParse(policy.properties);
		return read.success && read.data.Roles.some((name) => lastPart(name) === physicalId) ? [read.data] : [];
	});
	const managed = (managedSchema.safeParse(properties['ManagedPolicyArns'] ?? []).data ?? []).map((arn) => ({
		...{ Effect: 'Allow', Resource: ['*'] },
		Action: [...(MANAGED[lastPart(arn)] ?? [])],
	}));
	return [
		...managed,
		...[...(inline.data ?? []), ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
	];
}

/** `*` is anything, `?` one character. */
export const matchesGlob = (text: string, pattern: string): boolean =>
	new RegExp(
		`^${pattern
			.replace(/[.+^${}()|[\]\\]/g, '\\$&')
			.replaceAll('*', '.*')
			.replaceAll('?', '.')}$`,
		'i',
	).test(text);
