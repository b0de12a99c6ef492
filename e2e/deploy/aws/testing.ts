/** Small stacks, for tests of what is refused. */
import { bootstrappedWorld } from './bootstrap.ts';
import { createStack, deleteStack, stackOf, updateStack } from './stacks/operations.ts';
import type { Resource, Stack } from './stacks/stack.ts';
import type { World } from './world.ts';

export type Resources = Readonly<Record<string, object>>;

interface More {
	readonly name?: string;
	readonly outputs?: Readonly<Record<string, object>>;
	readonly capabilities?: readonly string[];
	readonly rest?: object;
}

const NOW = new Date('2026-11-22T08:00:00Z');

export const world = (): World => bootstrappedWorld(NOW);

const requestOf = (resources: Resources, { name = 'shop', outputs = {}, capabilities = [], rest = {} }: More) => ({
	...{ name, capabilities, tags: new Map<string, string>() },
	template: JSON.stringify({ Resources: resources, Outputs: outputs, ...rest }),
});

/** @throws Refusal where the call is refused */
export function create(into: World, resources: Resources, more: More = {}): Stack {
	createStack(into, requestOf(resources, more), NOW);
	return stackOf(into, more.name ?? 'shop');
}

/** @throws Refusal where the call is refused */
export function update(into: World, resources: Resources, more: More = {}): Stack {
	updateStack(into, requestOf(resources, more), NOW);
	return stackOf(into, more.name ?? 'shop');
}

/** @returns what is left of it; undefined: nothing */
export function destroy(from: World, name = 'shop'): Stack | undefined {
	deleteStack(from, name, NOW);
	return from.stacks.get(name);
}

/** Why it failed, by its events. */
export const reasonsOf = ({ events }: Stack): string =>
	events.flatMap(({ reason }) => (reason === null || reason === 'User Initiated' ? [] : [reason])).join('\n');

export function resourceOf({ resources }: Stack, logicalId: string): Resource {
	const found = resources.get(logicalId);
	if (found === undefined) throw new Error(`${logicalId} was not made`);
	return found;
}

/** A bucket with this in it. */
export function upload(into: World, bucket: string, key: string, bytes: Buffer = Buffer.from('x')): void {
	into.buckets.set(bucket, { tags: new Map() });
	into.objects.set(`${bucket}/${key}`, { bytes, modified: NOW });
}
