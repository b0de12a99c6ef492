/** Properties that AWS knows of a type, and those that it asks for. */
import type { Resource } from '../stacks/stack.ts';
import { isCustom, specOf } from '../template/spec.ts';

export function refusedProperties({ type, properties, logicalId }: Resource): string | null {
	const spec = specOf(type);
	if (spec === null || isCustom(type)) return null;
	const extra = Object.keys(properties).filter((name) => !spec.properties.has(name));
	const missing = [...spec.properties].filter(([name, { required }]) => required && !(name in properties));
	const said = [
		...extra.map((name) => `#: extraneous key [${name}] is not permitted`),
		...missing.map(([name]) => `#: required key [${name}] not found`),
	];
	return said.length === 0
		? null
		: `Properties validation failed for resource ${logicalId} with message:\n${said.join('\n')}`;
}
