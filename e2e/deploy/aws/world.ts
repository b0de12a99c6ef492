/**
 * Everything that exists in the account, as plain data: what a deploy made, and what it left.
 *
 * @module
 */
import type { Stack } from './stacks/stack.ts';

export interface StoredObject {
	readonly bytes: Buffer;
	readonly modified: Date;
}

export interface Parameter {
	readonly value: string;
	readonly type: string;
	readonly version: number;
}

export interface Bucket {
	readonly tags: ReadonlyMap<string, string>;
}

export interface World {
	/** By name; those that were deleted are not there. */
	readonly stacks: Map<string, Stack>;
	readonly buckets: Map<string, Bucket>;
	/** By `bucket/key`. */
	readonly objects: Map<string, StoredObject>;
	readonly parameters: Map<string, Parameter>;
	/** `repository:tag`. */
	readonly images: Set<string>;
	readonly repositories: Set<string>;
	/** By ARN; generated, and never in a template. */
	readonly secrets: Map<string, string>;
	readonly logGroups: Set<string>;
	/** `type name`, of what outlived its stack because its template says so. */
	readonly retained: Set<string>;
	/** ARNs of functions that CloudFront has copied to its edges. */
	readonly replicated: Set<string>;
	/** Why ECS stopped tasks, which CloudFormation does not tell. */
	readonly stoppedTasks: string[];
	/** Numbers stacks: one of the same name is another one. */
	stacksMade: number;
}

export const emptyWorld = (): World => ({
	stacks: new Map(),
	buckets: new Map(),
	objects: new Map(),
	parameters: new Map(),
	images: new Set(),
	repositories: new Set(),
	secrets: new Map(),
	logGroups: new Set(),
	retained: new Set(),
	replicated: new Set(),
	stoppedTasks: [],
	stacksMade: 0,
});

type Collections = Omit<World, 'stoppedTasks' | 'stacksMade' | 'replicated'>;

/** What a failed update goes back to. What tasks have said stays said. */
export function remember(world: World): () => void {
	const kept: Collections = world;
	const before: Collections = {
		stacks: new Map(kept.stacks),
		buckets: new Map(kept.buckets),
		objects: new Map(kept.objects),
		parameters: new Map(kept.parameters),
		images: new Set(kept.images),
		repositories: new Set(kept.repositories),
		secrets: new Map(kept.secrets),
		logGroups: new Set(kept.logGroups),
		retained: new Set(kept.retained),
	};
	return () => {
		restoreMap(kept.stacks, before.stacks);
		restoreMap(kept.buckets, before.buckets);
		restoreMap(kept.objects, before.objects);
		restoreMap(kept.parameters, before.parameters);
		restoreMap(kept.secrets, before.secrets);
		restoreSet(kept.images, before.images);
		restoreSet(kept.repositories, before.repositories);
		restoreSet(kept.logGroups, before.logGroups);
		restoreSet(kept.retained, before.retained);
	};
}

function restoreMap<V>(now: Map<string, V>, before: ReadonlyMap<string, V>): void {
	now.clear();
	for (const [key, value] of before) now.set(key, value);
}

function restoreSet(now: Set<string>, before: ReadonlySet<string>): void {
	now.clear();
	for (const each of before) now.add(each);
}
