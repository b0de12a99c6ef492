/**
 * The bucket and the registry of CDK's bootstrap.
 *
 * @module
 */
import { BatchDeleteImageCommand, type ECRClient, ListImagesCommand } from '@aws-sdk/client-ecr';
import { DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { type Asset, isTemplateOf } from '../assets.ts';

export interface Shelf {
	/** @param since milliseconds since the epoch: no template of the stage is older */
	list(since: number): Promise<readonly Asset[]>;
	remove(names: readonly string[]): Promise<void>;
}

/** So many does S3 take at once. */
const OBJECTS_AT_ONCE = 1000;
const IMAGES_AT_ONCE = 100;

export function bucketShelf(s3: S3Client, bucket: string, stage: string): Shelf {
	/** Null: it is none of the stage. */
	async function templateIn(key: string): Promise<string | null> {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
		const text = (await Body?.transformToString()) ?? '';
		return isTemplateOf(stage, text) ? text : null;
	}
	return {
		async list(since) {
			const found: Asset[] = [];
			let next: string | undefined;
			do {
				const { Contents = [], NextContinuationToken } = await s3.send(
					new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: next }),
				);
				for (const { Key = '', LastModified } of Contents) {
					const mayBe = Key.endsWith('.json') && (LastModified?.getTime() ?? 0) >= since;
					found.push({ name: Key, template: mayBe ? await templateIn(Key) : null });
				}
				next = NextContinuationToken;
			} while (next !== undefined);
			return found;
		},
		async remove(names) {
			for (const some of piecesOf(names, OBJECTS_AT_ONCE)) {
				const Delete = { Objects: some.map((Key) => ({ Key })), Quiet: true };
				await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
			}
		},
	};
}

export function registryShelf(ecr: ECRClient, repository: string): Shelf {
	return {
		async list() {
			const found: Asset[] = [];
			let next: string | undefined;
			do {
				const { imageIds = [], nextToken } = await ecr.send(
					new ListImagesCommand({ repositoryName: repository, nextToken: next, filter: { tagStatus: 'TAGGED' } }),
				);
				for (const { imageTag } of imageIds) if (imageTag !== undefined) found.push({ name: imageTag, template: null });
				next = nextToken;
			} while (next !== undefined);
			return found;
		},
		async remove(names) {
			for (const some of piecesOf(names, IMAGES_AT_ONCE)) {
				const imageIds = some.map((imageTag) => ({ imageTag }));
				await ecr.send(new BatchDeleteImageCommand({ repositoryName: repository, imageIds }));
			}
		},
	};
}

const piecesOf = (names: readonly string[], size: number): readonly (readonly string[])[] =>
	Array.from({ length: Math.ceil(names.length / size) }, (_, i) => names.slice(i * size, (i + 1) * size));
