/** Buckets of S3: their names are taken, and one with objects in it is not deleted. */
import * as z from 'zod/mini';
import { handlerSaid, type Kind } from './kind.ts';

const tagsSchema = z.array(z.object({ Key: z.string(), Value: z.string() }));

export const bucketKind: Kind = {
	taken: ({ physicalId }, { world }) =>
		world.buckets.has(physicalId) ? handlerSaid(`${physicalId} already exists`, 'AlreadyExists') : null,
	made({ physicalId, properties }, { world }) {
		const tags = tagsSchema.safeParse(properties['Tags'] ?? []).data ?? [];
		world.buckets.set(physicalId, { tags: new Map(tags.map(({ Key, Value }) => [Key, Value])) });
	},
	stays: ({ physicalId }, { world }) =>
		[...world.objects.keys()].some((key) => key.startsWith(`${physicalId}/`))
			? handlerSaid(
					'The bucket you tried to delete is not empty (Service: S3, Status Code: 409)',
					'GeneralServiceException',
				)
			: null,
	gone: ({ physicalId }, { world }) => void world.buckets.delete(physicalId),
};
