/**
 * Which task of ECS this is, and where, for whoever reads its metrics.
 *
 * @module
 */
import * as z from 'zod/mini';

export interface EcsTask {
	readonly task?: string;
	readonly zone?: string;
}

const ANSWER_WITHIN_MS = 2_000;
const taskSchema = z.object({ TaskARN: z.optional(z.string()), AvailabilityZone: z.optional(z.string()) });

/**
 * @param uri `ECS_CONTAINER_METADATA_URI_V4`; undefined: it is none
 * @returns what it says, or nothing
 */
export async function readEcsTask(uri: string | undefined): Promise<EcsTask> {
	if (uri === undefined) return {};
	try {
		const response = await fetch(`${uri}/task`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
		const { TaskARN, AvailabilityZone } = taskSchema.parse(await response.json());
		const task = TaskARN?.split('/').at(-1);
		return {
			...(task === undefined ? {} : { task }),
			...(AvailabilityZone === undefined ? {} : { zone: AvailabilityZone }),
		};
	} catch {
		return {};
	}
}
