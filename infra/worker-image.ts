/**
 * The image of the worker: built from `Dockerfile.worker` by the deploy, or one that was pushed before.
 *
 * @module
 */
import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { PushedImage } from './deployment.ts';

export const DOCKERFILE = 'Dockerfile.worker';

/** @param root the repository: `.dockerignore` there says what of it goes into the image, and nothing else is looked at */
export function workerImage(scope: Construct, root: string, pushed: PushedImage | null): ecs.ContainerImage {
	if (pushed === null)
		return ecs.ContainerImage.fromAsset(root, {
			file: DOCKERFILE,
			platform: Platform.LINUX_ARM64,
			assetName: 'worker',
		});
	const { account, region, repository: repositoryName, tagOrDigest } = pushed;
	const repositoryArn = Stack.of(scope).formatArn({
		service: 'ecr',
		account,
		region,
		resource: 'repository',
		resourceName: repositoryName,
	});
	const repository = ecr.Repository.fromRepositoryAttributes(scope, 'Pushed', { repositoryArn, repositoryName });
	return ecs.ContainerImage.fromEcrRepository(repository, tagOrDigest);
}
