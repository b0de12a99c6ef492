/**
 * A CloudFormation template, read as far as its form goes.
 *
 * @module
 */
import * as z from 'zod/mini';
import { invalid } from '../refusal.ts';

const anything = z.record(z.string(), z.unknown());
const policy = z._default(z.enum(['Delete', 'Retain', 'Snapshot', 'RetainExceptOnCreate']), 'Delete');

const resourceSchema = z.object({
	Type: z.string(),
	Properties: z._default(anything, {}),
	DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
	Condition: z.optional(z.string()),
	DeletionPolicy: policy,
	UpdateReplacePolicy: policy,
});
const outputSchema = z.object({
	Value: z.unknown(),
	Description: z.optional(z.string()),
	Condition: z.optional(z.string()),
	Export: z.optional(z.object({ Name: z.unknown() })),
});
const templateSchema = z.object({
	Resources: z.record(z.string(), resourceSchema),
	Outputs: z._default(z.record(z.string(), outputSchema), {}),
	Parameters: z._default(z.record(z.string(), z.object({ Type: z.string(), Default: z.optional(z.unknown()) })), {}),
	Conditions: z._default(anything, {}),
	Mappings: z._default(z.record(z.string(), z.record(z.string(), anything)), {}),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateResource = Template['Resources'][string];

const MOST_BYTES = 1_000_000;
const MOST = { Resources: 500, Outputs: 200 } as const;

/** @throws Refusal */
export function readTemplate(text: string): Template {
	if (Buffer.byteLength(text) > MOST_BYTES) throw invalid(`Template may not exceed ${MOST_BYTES} bytes in size.`);
	const read = templateSchema.safeParse(parse(text));
	if (!read.success) {
		const [issue] = read.error.issues;
		throw invalid(`Template format error: ${issue?.path.join('.')}: ${issue?.message}`);
	}
	const template = read.data;
	for (const [block, most] of Object.entries(MOST)) {
		const { length } = Object.keys(block === 'Resources' ? template.Resources : template.Outputs);
		if (length > most)
			throw invalid(
				`Template format error: Number of ${block.toLowerCase()}, ${length}, is greater than maximum allowed, ${most}`,
			);
	}
	return template;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw invalid('Template format error: JSON not well-formed.');
	}
}
