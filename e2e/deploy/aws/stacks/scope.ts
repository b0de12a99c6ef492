/**
 * What the functions of a template answer while its stack is made.
 *
 * @module
 */
import { ACCOUNT, REGION } from '../account.ts';
import { invalid } from '../refusal.ts';
import { attributeOf } from '../resources/identity.ts';
import { evaluate, type Scope } from '../template/evaluate.ts';
import type { Template } from '../template/template.ts';
import type { World } from '../world.ts';
import type { Resource } from './stack.ts';

interface Of {
	readonly template: Template;
	readonly world: World;
	readonly name: string;
	readonly stackId: string;
	/** Made so far. */
	readonly resources: ReadonlyMap<string, Resource>;
	/** Gets the name of each export that is used. */
	readonly onImport: (name: string) => void;
}

export function scopeOf({ template, world, name: stackName, stackId, resources, onImport }: Of): Scope {
	const pseudo: Readonly<Record<string, unknown>> = {
		'AWS::AccountId': ACCOUNT,
		'AWS::Region': REGION,
		'AWS::Partition': 'aws',
		'AWS::URLSuffix': 'amazonaws.com',
		'AWS::StackName': stackName,
		'AWS::StackId': stackId,
		'AWS::NotificationARNs': [],
	};
	const made = (name: string): Resource => {
		const found = resources.get(name);
		// A resource whose condition is false.
		if (found === undefined)
			throw invalid(`Unresolved resource dependencies [${name}] in the Resources block of the template`);
		return found;
	};
	const scope: Scope = {
		region: REGION,
		ref(name) {
			if (name in pseudo) return pseudo[name];
			return name in template.Parameters ? parameter(template, name, world) : made(name).physicalId;
		},
		attribute: (name, attribute) => attributeOf(made(name), attribute),
		importValue(name) {
			onImport(name);
			const output = [...world.stacks.values()]
				.flatMap(({ outputs }) => outputs)
				.find((each) => each.exportName === name);
			if (output === undefined) throw invalid(`No export named ${name} found.`);
			return output.value;
		},
		condition: (name) => evaluate(template.Conditions[name], scope) === true,
		mapping(map, first, second) {
			const found = template.Mappings[map]?.[first]?.[second];
			if (found === undefined) throw invalid(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
			return found;
		},
	};
	return scope;
}

function parameter({ Parameters }: Template, name: string, { parameters }: World): unknown {
	const { Type = 'String', Default } = Parameters[name] ?? {};
	if (Default === undefined) throw invalid(`Parameters: [${name}] must have values`);
	if (!Type.startsWith('AWS::SSM::Parameter::Value')) return Default;
	const found = parameters.get(String(Default));
	if (found === undefined)
		throw invalid(`Unable to fetch parameters [${String(Default)}] from parameter store for this account.`);
	return found.value;
}
