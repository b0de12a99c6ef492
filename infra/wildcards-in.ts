/**
 * Finds every `*` in the policies of a template, for {@link WILDCARDS}.
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Part } from './names.ts';
import type { Wildcard } from './wildcards.ts';

const oneOrMore = z.union([z.array(z.unknown()), z.unknown()]);
const statementSchema = z.looseObject({
	Action: z.optional(oneOrMore),
	Resource: z.optional(oneOrMore),
	Principal: z.optional(z.unknown()),
});
const documentSchema = z.object({ Statement: z.array(statementSchema) });
const templateSchema = z.object({ Resources: z.record(z.string(), z.object({ Properties: z.optional(z.unknown()) })) });

interface Place {
	readonly stack: Part;
	readonly stage: string;
	readonly account: string;
}

/** @param template of CloudFormation, as JSON */
export function wildcardsIn(template: unknown, { stack, stage, account }: Place): readonly Wildcard[] {
	const said = (value: unknown): string =>
		render(value)
			.replaceAll(account, '<account>')
			.replaceAll(new RegExp(`(?<=[-/])${stage}(?=[-/])`, 'g'), '<stage>');
	const { Resources } = templateSchema.parse(template);
	return Object.entries(Resources).flatMap(([id, { Properties }]) =>
		documentsIn(Properties)
			.flatMap(({ Statement }) => Statement)
			.flatMap(({ Action, Resource, Principal }) => [
				...[...list(Action), ...list(Resource)].map(said),
				...(hasStar(Principal) ? ['principal *'] : []),
			])
			.filter((text) => text.includes('*'))
			.map((text) => ({ stack, policy: withoutHash(id), text })),
	);
}

/** Wherever they are: in a policy, in a role, at a bucket, at a topic. */
function documentsIn(value: unknown): readonly z.infer<typeof documentSchema>[] {
	if (typeof value !== 'object' || value === null) return [];
	const document = documentSchema.safeParse(value);
	if (document.success) return [document.data];
	return Object.values(value).flatMap(documentsIn);
}

const list = (value: unknown): readonly unknown[] =>
	value === undefined ? [] : Array.isArray(value) ? value : [value];
const hasStar = (principal: unknown): boolean => JSON.stringify(principal ?? null).includes('"*"');

/** CDK's, at the end of a logical id. */
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const refSchema = z.strictObject({ Ref: z.string() });
const getAttSchema = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const joinSchema = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** CloudFormation's functions, in a line. */
function render(value: unknown): string {
	if (typeof value === 'string') return value;
	const ref = refSchema.safeParse(value);
	if (ref.success) return `<${withoutHash(ref.data.Ref)}>`;
	const attribute = getAttSchema.safeParse(value);
	if (attribute.success) return `<${withoutHash(attribute.data['Fn::GetAtt'][0])}.${attribute.data['Fn::GetAtt'][1]}>`;
	const join = joinSchema.safeParse(value);
	if (join.success) return join.data['Fn::Join'][1].map(render).join(join.data['Fn::Join'][0]);
	return JSON.stringify(value);
}
