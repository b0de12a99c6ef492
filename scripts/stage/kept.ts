/**
 * What outlives a stack because its template says so.
 *
 * @module
 */
import * as z from 'zod/mini';

const templateSchema = z.object({
	Resources: z.record(z.string(), z.object({ Type: z.string(), DeletionPolicy: z.optional(z.string()) })),
});

/**
 * @param resources physical ids by logical ones
 * @returns `AWS::S3::Bucket name`
 */
export function keptOf(template: string, resources: ReadonlyMap<string, string>): readonly string[] {
	const { Resources } = templateSchema.parse(JSON.parse(template));
	return Object.entries(Resources)
		.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
		.map(([logicalId, { Type }]) => `${Type} ${resources.get(logicalId) ?? logicalId}`);
}
