/**
 * SST's own function, which its bootstrap brings: it notes what a stack has, in the bucket of the bootstrap, whenever a
 * stack is complete.
 *
 * @module
 */
import * as z from 'zod/mini';
import { SST_BUCKET } from '../bootstrap.ts';
import type { World } from '../world.ts';
import type { Stack } from './stack.ts';

const metadataSchema = z.object({ app: z.string(), stage: z.string(), metadata: z.unknown() });

/** @param now null: it is gone, and could still be asked for what it told last */
export function noteMetadata({ objects }: World, { name, outputs }: Stack, now: Stack | null): void {
	const output = (now?.outputs ?? outputs).find(({ key }) => key === 'SSTMetadata');
	if (output === undefined) return;
	const { app, stage, metadata } = metadataSchema.parse(JSON.parse(output.value));
	const key = `${SST_BUCKET}/stackMetadata/app.${app}/stage.${stage}/stack.${name}.json`;
	if (now === null) objects.delete(key);
	else objects.set(key, { bytes: Buffer.from(JSON.stringify(metadata)), modified: new Date() });
}
