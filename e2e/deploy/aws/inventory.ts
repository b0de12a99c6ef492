/**
 * All that exists, one line each, so that a test can say that nothing is left.
 *
 * @module
 */
import type { World } from './world.ts';

export const inventoryOf = (world: World): readonly string[] =>
	[
		...[...world.stacks.values()].map(({ name, status }) => `stack ${name} ${status}`),
		...[...world.stacks.values()].flatMap(({ name, resources }) =>
			[...resources.values()].map(({ type, logicalId }) => `resource ${name} ${logicalId} ${type}`),
		),
		...[...world.retained].map((each) => `retained ${each}`),
		...[...world.buckets.keys()].map((name) => `bucket ${name}`),
		...[...world.objects.keys()].map((key) => `object ${key}`),
		...[...world.parameters.keys()].map((name) => `parameter ${name}`),
		...[...world.images].map((image) => `image ${image}`),
		...[...world.secrets.keys()].map((arn) => `secret ${arn}`),
		...[...world.logGroups].map((name) => `log group ${name}`),
	].sort();
