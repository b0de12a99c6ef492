/**
 * An account that `cdk bootstrap` and `sst bootstrap` have prepared, as the first deploy does it.
 *
 * @module
 */
import { ACCOUNT, arnOf, REGION } from './account.ts';
import type { Output, Stack } from './stacks/stack.ts';
import { emptyWorld, type World } from './world.ts';

export const CDK_BUCKET = `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;
export const CDK_REPOSITORY = `cdk-hnb659fds-container-assets-${ACCOUNT}-${REGION}`;
export const SST_BUCKET = 'sstbootstrap-useast1';

/** The newest that SST 2.49.8 and aws-cdk 2.1148.1 know. */
const CDK_VERSION = '33';
const SST_VERSION = '7.4';

export function bootstrappedWorld(now: Date): World {
	const world = emptyWorld();
	for (const name of [CDK_BUCKET, SST_BUCKET]) world.buckets.set(name, { tags: new Map() });
	world.repositories.add(CDK_REPOSITORY);
	world.parameters.set('/cdk-bootstrap/hnb659fds/version', { value: CDK_VERSION, type: 'String', version: 1 });
	const cdk = { BootstrapVersion: CDK_VERSION, BucketName: CDK_BUCKET, ImageRepositoryName: CDK_REPOSITORY };
	world.stacks.set('CDKToolkit', stackWith('CDKToolkit', cdk, now));
	world.stacks.set('SSTBootstrap', stackWith('SSTBootstrap', { Version: SST_VERSION, BucketName: SST_BUCKET }, now));
	return world;
}

const stackWith = (name: string, outputs: Readonly<Record<string, string>>, created: Date): Stack => ({
	...{
		name,
		created,
		id: arnOf('cloudformation', `stack/${name}/1`),
		status: 'CREATE_COMPLETE',
		template: '{"Resources":{}}',
	},
	...{ tags: new Map(), resources: new Map(), failures: new Map(), imports: new Set<string>(), events: [] },
	outputs: Object.entries(outputs).map(([key, value]): Output => ({ key, value, exportName: null })),
});
