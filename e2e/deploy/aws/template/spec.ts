/**
 * What AWS itself publishes of each resource type: its properties and attributes.
 *
 * @module
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

export interface TypeSpec {
	/** A change of it makes a new resource in place of the old one: `true`. */
	readonly properties: ReadonlyMap<string, { readonly required: boolean; readonly replaces: boolean }>;
	readonly attributes: ReadonlySet<string>;
	/** What `Ref` answers is the first of them, as a rule. */
	readonly identifier: readonly string[];
	readonly arnTemplate: string | null;
}

type Database = ReturnType<typeof loadAwsServiceSpecSync>;
let database: Database | null = null;
const known = new Map<string, TypeSpec | null>();

/** Null: AWS has no such type. */
export function specOf(type: string): TypeSpec | null {
	const before = known.get(type);
	if (before !== undefined) return before;
	const spec = read(type);
	known.set(type, spec);
	return spec;
}

export const isCustom = (type: string): boolean =>
	type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

function read(type: string): TypeSpec | null {
	// It is large, and unpacked in a second or so.
	database ??= loadAwsServiceSpecSync();
	const [found] = database.lookup('resource', 'cloudFormationType', 'equals', type);
	if (found === undefined) return null;
	return {
		properties: new Map(
			Object.entries(found.properties).map(([name, { required, causesReplacement }]) => [
				name,
				{ required: required === true, replaces: causesReplacement === 'yes' },
			]),
		),
		attributes: new Set(Object.keys(found.attributes)),
		identifier: found.primaryIdentifier ?? [],
		arnTemplate: found.arnTemplate ?? null,
	};
}
