/** Images of the Elastic Container Registry. */
import * as z from 'zod/mini';
import { ACCOUNT, arnOf, REGION } from '../account.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { inputOf, jsonAnswer, unknownOperation } from './json.ts';

export const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

const repositories = z.object({ repositoryNames: z._default(z.array(z.string()), []) });
const tagged = z.object({
	repositoryName: z.string(),
	imageIds: z.optional(z.array(z.object({ imageTag: z.string() }))),
});

export function answerEcr(world: World, call: Call): Answer {
	const { images } = world;
	switch (call.operation) {
		case 'GetAuthorizationToken': {
			const authorizationToken = Buffer.from('AWS:password').toString('base64');
			return jsonAnswer({ authorizationData: [{ authorizationToken, proxyEndpoint: `https://${REGISTRY}` }] });
		}
		case 'DescribeRepositories': {
			const { repositoryNames } = inputOf(call, repositories);
			for (const name of repositoryNames) checkRepository(world, name);
			const found = repositoryNames.length > 0 ? repositoryNames : [...world.repositories];
			return jsonAnswer({
				repositories: found.map((repositoryName) => ({
					...{ repositoryName, repositoryUri: `${REGISTRY}/${repositoryName}`, registryId: ACCOUNT },
					repositoryArn: arnOf('ecr', `repository/${repositoryName}`),
				})),
			});
		}
		case 'DescribeImages':
		case 'ListImages': {
			const { repositoryName, imageIds } = inputOf(call, tagged);
			checkRepository(world, repositoryName);
			const all = [...images]
				.filter((image) => image.startsWith(`${repositoryName}:`))
				.map((image) => image.split(':')[1] ?? '');
			const wanted = imageIds?.map(({ imageTag }) => imageTag) ?? all;
			const absent = wanted.find((tag) => !all.includes(tag));
			if (absent !== undefined)
				throw new Refusal(
					'ImageNotFoundException',
					`The image with imageId {imageDigest:'null', imageTag:'${absent}'} does not exist within the repository with name '${repositoryName}' in the registry with id '${ACCOUNT}'`,
				);
			return call.operation === 'ListImages'
				? jsonAnswer({ imageIds: wanted.map((imageTag) => ({ imageTag })) })
				: jsonAnswer({ imageDetails: wanted.map((tag) => ({ repositoryName, imageTags: [tag] })) });
		}
		case 'BatchDeleteImage': {
			const { repositoryName, imageIds = [] } = inputOf(call, tagged);
			checkRepository(world, repositoryName);
			const gone = imageIds.filter(({ imageTag }) => images.delete(`${repositoryName}:${imageTag}`));
			const failures = imageIds
				.filter((id) => !gone.includes(id))
				.map((imageId) => ({ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }));
			return jsonAnswer({ imageIds: gone, failures });
		}
		default:
			throw unknownOperation(call);
	}
}

function checkRepository({ repositories: all }: World, name: string): void {
	if (!all.has(name))
		throw new Refusal(
			'RepositoryNotFoundException',
			`The repository with name '${name}' does not exist in the registry with id '${ACCOUNT}'`,
		);
}
