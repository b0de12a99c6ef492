/**
 * CloudFormation: stacks are made, changed and deleted. What takes minutes there is done at once here.
 *
 * @module
 */
import { arnOf, stableId } from '../account.ts';
import { invalid, Refusal } from '../refusal.ts';
import { checkForm } from '../template/form.ts';
import { readTemplate } from '../template/template.ts';
import { remember, type World } from '../world.ts';
import { deletionOrder } from './deletion-order.ts';
import { makeAll, outputsOf, type Plan, remove } from './making.ts';
import { noteMetadata } from './metadata.ts';
import { scopeOf } from './scope.ts';
import type { Output, Resource, Stack, StackEvent } from './stack.ts';

export interface StackRequest {
	readonly name: string;
	readonly template: string;
	readonly capabilities: readonly string[];
	readonly tags: ReadonlyMap<string, string>;
}

interface Outcome {
	readonly resources: ReadonlyMap<string, Resource>;
	readonly outputs: readonly Output[];
	readonly imports: ReadonlySet<string>;
	/** Null: all went well. `logicalId` null: it is no resource's. */
	readonly failure: { readonly logicalId: string | null; readonly reason: string } | null;
}

const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** @throws Refusal where the call itself is refused; what fails later is told by the stack */
export function createStack(world: World, request: StackRequest, now: Date): void {
	const { name, template, tags } = request;
	if (!NAME.test(name))
		throw invalid(
			`1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
		);
	if (world.stacks.has(name)) throw new Refusal('AlreadyExistsException', `Stack [${name}] already exists`);
	const id = arnOf('cloudformation', `stack/${name}/${stableId(32, name, String(world.stacksMade++))}`);
	const blank: Stack = {
		...{ name, id, created: now, template, tags, status: 'CREATE_IN_PROGRESS', events: [] },
		...{ resources: new Map(), outputs: [], imports: new Set<string>(), failures: new Map() },
	};
	const outcome = run(world, blank, request);
	const { failure } = outcome;
	if (failure !== null) {
		const left = new Map(outcome.resources);
		for (const logicalId of deletionOrder(left)) remove(logicalId, { world, resources: left, name });
	}
	const status = failure === null ? 'CREATE_COMPLETE' : 'ROLLBACK_COMPLETE';
	const kept =
		failure === null ? outcome : { ...outcome, resources: new Map(), outputs: [], imports: new Set<string>() };
	put(world, tell({ ...blank, ...kept, status, failures: failuresOf(outcome) }, outcome, 'CREATE', now));
}

/** @throws Refusal */
export function updateStack(world: World, request: StackRequest, now: Date): void {
	const before = world.stacks.get(request.name);
	if (before === undefined) throw invalid(`Stack [${request.name}] does not exist`);
	if (!/_COMPLETE$/.test(before.status) || before.status === 'ROLLBACK_COMPLETE')
		throw invalid(`Stack:${before.id} is in ${before.status} state and can not be updated.`);
	if (before.template === request.template && sameTags(before.tags, request.tags))
		throw invalid('No updates are to be performed.');
	const goBack = remember(world);
	const outcome = run(world, before, request);
	const { failure } = outcome;
	if (failure !== null) {
		// Functions that were called have written, whatever becomes of them.
		const written = [...world.logGroups];
		goBack();
		for (const group of written) world.logGroups.add(group);
	}
	const { template, tags } = request;
	const changed =
		failure === null
			? { template, tags, ...outcome, status: 'UPDATE_COMPLETE' }
			: { status: 'UPDATE_ROLLBACK_COMPLETE' };
	put(world, tell({ ...before, ...changed, failures: failuresOf(outcome) }, outcome, 'UPDATE', now));
}

/** Of none: it is done. */
export function deleteStack(world: World, name: string, now: Date): void {
	const stack = world.stacks.get(name);
	if (stack === undefined) return;
	const users = usersOf(world, stack);
	if (users !== null) {
		// The stack stays as it is, and only its events tell why.
		put(world, { ...stack, events: [...stack.events, event(stack, stack.status, users, now, 1)] });
		return;
	}
	const resources = new Map(stack.resources);
	const failures = new Map<string, string>();
	for (const logicalId of deletionOrder(resources)) {
		// By one that should be gone by now.
		const isNeeded = [...resources.values()].some(({ needs }) => needs.has(logicalId));
		const reason = isNeeded ? null : remove(logicalId, { world, resources, name });
		if (reason !== null) failures.set(logicalId, reason);
	}
	if (failures.size === 0) {
		world.stacks.delete(name);
		noteMetadata(world, stack, null);
		return;
	}
	const reason = `The following resource(s) failed to delete: [${[...failures.keys()].join(', ')}].`;
	const failed = { ...stack, resources, failures, status: 'DELETE_FAILED' };
	put(world, { ...failed, events: [...failed.events, event(failed, failed.status, reason, now, 1)] });
}

/** @throws Refusal */
export function stackOf(world: World, nameOrId: string): Stack {
	const name = /^arn:[^/]*:stack\/([^/]+)\//.exec(nameOrId)?.[1] ?? nameOrId;
	const stack = world.stacks.get(name);
	if (stack === undefined) throw invalid(`Stack with id ${nameOrId} does not exist`);
	return stack;
}

/** Names of the stacks that use an export. */
export const importersOf = (world: World, exportName: string): readonly string[] =>
	[...world.stacks.values()].filter(({ imports }) => imports.has(exportName)).map(({ name }) => name);

function run(world: World, stack: Stack, { name, template: text, capabilities }: StackRequest): Outcome {
	const template = readTemplate(text);
	checkForm(template, capabilities);
	const resources = new Map(stack.resources);
	const imports = new Set<string>();
	const onImport = (used: string) => void imports.add(used);
	const scope = scopeOf({ template, world, name, stackId: stack.id, resources, onImport });
	const plan: Plan = { template, world, name, stackId: stack.id, scope, resources };
	const failed = makeAll(plan);
	if (failed !== null) return { resources, outputs: [], imports, failure: failed };
	try {
		const outputs = outputsOf(plan);
		const missed = stack.outputs.find(
			({ exportName }) =>
				exportName !== null &&
				importersOf(world, exportName).length > 0 &&
				!outputs.some((output) => output.exportName === exportName),
		);
		if (missed === undefined) return { resources, outputs, imports, failure: null };
		const reason = `Export ${missed.exportName} cannot be deleted as it is in use by ${importersOf(world, missed.exportName ?? '').join(' and ')}`;
		return { resources, outputs, imports, failure: { logicalId: null, reason } };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { resources, outputs: [], imports, failure: { logicalId: null, reason: error.message } };
	}
}

const failuresOf = ({ failure }: Outcome): ReadonlyMap<string, string> =>
	failure === null || failure.logicalId === null ? new Map() : new Map([[failure.logicalId, failure.reason]]);

function tell(stack: Stack, { failure }: Outcome, action: 'CREATE' | 'UPDATE', now: Date): Stack {
	const told = [event(stack, `${action}_IN_PROGRESS`, 'User Initiated', now, 0)];
	if (failure !== null && failure.logicalId !== null)
		told.push({
			...event(stack, `${action}_FAILED`, failure.reason, now, 1),
			logicalId: failure.logicalId,
			type: readTemplate(stack.template).Resources[failure.logicalId]?.Type ?? '',
		});
	const reason = failure !== null && failure.logicalId === null ? failure.reason : null;
	told.push(event(stack, stack.status, reason, now, 2));
	return { ...stack, events: [...stack.events, ...told] };
}

const event = ({ name, id }: Stack, status: string, reason: string | null, now: Date, after: number): StackEvent => ({
	...{ logicalId: name, physicalId: id, type: 'AWS::CloudFormation::Stack', status, reason },
	time: new Date(now.getTime() + after),
});

function put(world: World, stack: Stack): void {
	world.stacks.set(stack.name, stack);
	noteMetadata(world, stack, stack);
}

function usersOf(world: World, { name, outputs }: Stack): string | null {
	for (const { exportName } of outputs) {
		if (exportName === null) continue;
		const users = importersOf(world, exportName).filter((other) => other !== name);
		if (users.length > 0)
			return `Delete canceled. Cannot delete export ${exportName} as it is in use by ${users.join(' and ')}.`;
	}
	return null;
}

const sameTags = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
	JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
