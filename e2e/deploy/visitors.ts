/**
 * What people leave behind in a stage: files, and what functions have written while they were there.
 *
 * @module
 */
import { invoke } from './aws/resources/lambda.ts';
import { aroundOf } from './aws/stacks/making.ts';
import type { World } from './aws/world.ts';

export function visit(world: World, stage: string): void {
	const stacks = [...world.stacks.values()].filter(({ name }) => name.startsWith(`${stage}-`));
	for (const { name, resources } of stacks) {
		const around = aroundOf(world, resources, name);
		for (const resource of resources.values()) {
			const { type, physicalId } = resource;
			if (type === 'AWS::Lambda::Function') invoke(resource, around);
			if (type === 'AWS::S3::Bucket')
				world.objects.set(`${physicalId}/${stage}/file`, { bytes: Buffer.from('x'), modified: new Date() });
		}
	}
}
