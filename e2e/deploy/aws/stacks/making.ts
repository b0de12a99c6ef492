/**
 * Resources of a stack, made one after the other as its template says.
 *
 * @module
 */
import { Refusal } from '../refusal.ts';
import { arnOfResource, lastPart, physicalIdOf } from '../resources/identity.ts';
import type { Around } from '../resources/kind.ts';
import { kindOf, refusalOf } from '../resources/kinds.ts';
import { resolveDynamic } from '../template/dynamic.ts';
import { evaluate, type Scope } from '../template/evaluate.ts';
import { neededBy, orderOf } from '../template/order.ts';
import { isObject } from '../template/references.ts';
import { specOf } from '../template/spec.ts';
import type { Template } from '../template/template.ts';
import type { World } from '../world.ts';
import { type Output, type Resource, resourceId } from './stack.ts';

export interface Plan {
	readonly template: Template;
	readonly world: World;
	readonly name: string;
	readonly stackId: string;
	readonly scope: Scope;
	/** What the stack had before, and those that are made: filled here. */
	readonly resources: Map<string, Resource>;
}

/** Everything that exists, with a stack that is not complete yet. */
export const aroundOf = (world: World, own: ReadonlyMap<string, Resource>, stackName: string): Around => {
	const everything = () => [
		...own.values(),
		...[...world.stacks.values()]
			.filter(({ name }) => name !== stackName)
			.flatMap(({ resources }) => [...resources.values()]),
	];
	return {
		world,
		find: (id) =>
			everything().find((each) => each.physicalId === id || arnOfResource(each, lastPart(each.physicalId)) === id),
		all: (type) => everything().filter((each) => each.type === type),
	};
};

/** @returns why a resource was not made, by its name; null: all were */
export function makeAll(plan: Plan): { readonly logicalId: string; readonly reason: string } | null {
	const { template, resources } = plan;
	for (const logicalId of orderOf(template)) {
		const condition = template.Resources[logicalId]?.Condition;
		if (condition !== undefined && !plan.scope.condition(condition)) continue;
		const reason = make(logicalId, plan);
		if (reason !== null) return { logicalId, reason };
	}
	for (const gone of [...resources.keys()].filter((logicalId) => !(logicalId in template.Resources)))
		remove(gone, plan);
	return null;
}

function make(logicalId: string, plan: Plan): string | null {
	const { template, world, stackId, name, scope, resources } = plan;
	const wanted = template.Resources[logicalId];
	if (wanted === undefined) return null;
	const before = resources.get(logicalId);
	try {
		const properties = resolveDynamic(evaluate(wanted.Properties, scope), world);
		const named = {
			...{ logicalId, type: wanted.Type, id: resourceId(stackId, logicalId) },
			properties: isObject(properties) ? properties : {},
		};
		const resource: Resource = {
			...named,
			physicalId: physicalIdOf(named, name),
			deletionPolicy: wanted.DeletionPolicy,
			needs: neededBy(wanted),
		};
		if (before !== undefined && isSame(before, resource)) {
			resources.set(logicalId, resource);
			return null;
		}
		const inPlace = before?.type === resource.type && before.physicalId === resource.physicalId ? before : undefined;
		const around = aroundOf(world, resources, name);
		const reason = refusedReplacement(inPlace, resource) ?? refusalOf(resource, inPlace, around);
		if (reason !== null) return reason;
		kindOf(resource.type).made?.(resource, around);
		if (before !== undefined && inPlace === undefined) kindOf(before.type).gone?.(before, around);
		resources.set(logicalId, resource);
		return null;
	} catch (error) {
		if (error instanceof Refusal) return error.message;
		throw error;
	}
}

const isSame = (before: Resource, now: Resource): boolean =>
	before.type === now.type && JSON.stringify(before.properties) === JSON.stringify(now.properties);

/** A new one could not have the name while the old one exists. */
function refusedReplacement(
	before: Resource | undefined,
	{ type, physicalId, properties, logicalId }: Resource,
): string | null {
	if (before === undefined) return null;
	const { properties: known = new Map(), identifier: [identifier = ''] = [] } = specOf(type) ?? {};
	const changed = [...known].filter(
		([name, { replaces }]) => replaces && JSON.stringify(properties[name]) !== JSON.stringify(before.properties[name]),
	);
	return changed.length > 0 && identifier in properties
		? `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again. (${logicalId}: ${changed.map(([name]) => name).join(', ')})`
		: null;
}

/** @returns why it stays; null: it is gone, or outlives its stack as its template says */
export function remove(
	logicalId: string,
	{ world, resources, name }: Pick<Plan, 'world' | 'resources' | 'name'>,
): string | null {
	const resource = resources.get(logicalId);
	if (resource === undefined) return null;
	const around = aroundOf(world, resources, name);
	if (resource.deletionPolicy === 'Retain') world.retained.add(`${resource.type} ${resource.physicalId}`);
	else {
		const reason = kindOf(resource.type).stays?.(resource, around) ?? null;
		if (reason !== null) return reason;
		kindOf(resource.type).gone?.(resource, around);
	}
	resources.delete(logicalId);
	return null;
}

/** @throws Refusal where an export has the name of another stack's */
export function outputsOf({ template, scope, world, name }: Plan): readonly Output[] {
	const others = [...world.stacks.values()].filter((stack) => stack.name !== name);
	const outputs: Output[] = [];
	for (const [key, { Value, Export, Condition }] of Object.entries(template.Outputs)) {
		if (Condition !== undefined && !scope.condition(Condition)) continue;
		const exportName = Export === undefined ? null : String(evaluate(Export.Name, scope));
		const owner = [...others, { name, outputs }].find((stack) =>
			stack.outputs.some((output) => exportName !== null && output.exportName === exportName),
		);
		if (owner !== undefined)
			throw new Refusal('ValidationError', `Export with name ${exportName} is already exported by stack ${owner.name}`);
		outputs.push({ key, value: String(evaluate(Value, scope)), exportName });
	}
	return outputs;
}
