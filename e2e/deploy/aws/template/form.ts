/**
 * What CloudFormation refuses when it is called, before it makes anything.
 *
 * @module
 */
import { invalid, Refusal } from '../refusal.ts';
import { orderOf } from './order.ts';
import { type Reference, referencesIn } from './references.ts';
import { isCustom, specOf } from './spec.ts';
import type { Template } from './template.ts';

const PSEUDO = /^AWS::(?:AccountId|NoValue|NotificationARNs|Partition|Region|StackId|StackName|URLSuffix)$/;

/** @throws Refusal */
export function checkForm(template: Template, capabilities: readonly string[]): void {
	const { Resources, Outputs, Conditions } = template;
	const unknown = Object.values(Resources).filter(({ Type }) => !isCustom(Type) && specOf(Type) === null);
	if (unknown.length > 0) {
		const types = unknown.map(({ Type }) => Type).join(', ');
		throw invalid(`Template format error: Unrecognized resource types: [${types}]`);
	}
	for (const [name, { DependsOn = [] }] of Object.entries(Resources))
		for (const other of Array.isArray(DependsOn) ? DependsOn : [DependsOn])
			if (!(other in Resources))
				throw invalid(
					`Template format error: Unresolved resource dependencies [${other}] in the Resources block of the template (DependsOn of ${name})`,
				);
	const blocks = { Resources: Object.values(Resources).map(({ Properties }) => Properties), Outputs, Conditions };
	for (const [block, content] of Object.entries(blocks))
		for (const reference of referencesIn(content)) checkReference(reference, template, block);
	for (const { Condition } of [...Object.values(Resources), ...Object.values(Outputs)])
		if (Condition !== undefined) checkReference({ kind: 'condition', name: Condition }, template, 'Resources');
	orderOf(template);
	checkCapabilities(template, capabilities);
}

function checkReference(reference: Reference, { Resources, Parameters, Conditions }: Template, block: string): void {
	const { name } = reference;
	switch (reference.kind) {
		case 'condition':
			if (!(name in Conditions))
				throw invalid(
					`Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
				);
			return;
		case 'name':
			if (name in Resources || name in Parameters || PSEUDO.test(name)) return;
			throw unresolved(name, block);
		case 'attribute': {
			const { attribute } = reference;
			const type = Resources[name]?.Type;
			if (type === undefined) throw unresolved(name, block);
			if (isCustom(type) || specOf(type)?.attributes.has(attribute)) return;
			throw invalid(`Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
		}
	}
}

const unresolved = (name: string, block: string): Refusal =>
	invalid(`Template format error: Unresolved resource dependencies [${name}] in the ${block} block of the template`);

/** Who may make roles has to say that they mean to. */
function checkCapabilities({ Resources }: Template, capabilities: readonly string[]): void {
	const own = Object.values(Resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'));
	const named = own.some(({ Properties }) =>
		['RoleName', 'UserName', 'GroupName', 'ManagedPolicyName'].some((property) => property in Properties),
	);
	const needed = named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
	const given = capabilities.includes('CAPABILITY_NAMED_IAM') || capabilities.includes(needed);
	if (own.length > 0 && !given)
		throw new Refusal('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
}
