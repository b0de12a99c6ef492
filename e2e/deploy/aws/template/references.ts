/**
 * What a part of a template refers to.
 *
 * @module
 */

export type Reference =
	/** `Ref`, or `${Name}` in a `Fn::Sub`: a resource or a parameter. */
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'attribute'; readonly name: string; readonly attribute: string }
	| { readonly kind: 'condition'; readonly name: string };

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one function that an object is, as `{ "Fn::Join": … }` is; null: it is data. */
export function functionOf(value: unknown): { readonly name: string; readonly argument: unknown } | null {
	if (!isObject(value)) return null;
	const [first, ...others] = Object.entries(value);
	if (first === undefined || others.length > 0) return null;
	const [name, argument] = first;
	// A policy's statement may be nothing but its `Condition`, which is no text.
	const isCondition = name === 'Condition' && typeof argument === 'string';
	return name === 'Ref' || isCondition || name.startsWith('Fn::') ? { name, argument } : null;
}

/** `${Name}` and `${Name.Attribute}` of a `Fn::Sub`, without `${!Literal}` and its own variables. */
export function placeholdersOf(argument: unknown): readonly string[] {
	const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
	const own = isObject(variables) ? variables : {};
	const found = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.trim());
	return found.filter((name) => !(name in own));
}

/** `Name.Attribute`, whose attribute may have dots itself. */
export function splitAttribute(text: string): readonly [name: string, attribute: string] {
	const dot = text.indexOf('.');
	return [text.slice(0, dot), text.slice(dot + 1)];
}

export function attributeOf(argument: unknown): readonly [name: string, attribute: string] {
	if (!Array.isArray(argument)) return splitAttribute(String(argument));
	const [name, attribute] = argument;
	return [String(name), String(attribute)];
}

export function* referencesIn(value: unknown): Generator<Reference> {
	const call = functionOf(value);
	if (call === null) {
		const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
		for (const part of parts) yield* referencesIn(part);
		return;
	}
	const { name, argument } = call;
	switch (name) {
		case 'Ref':
			yield { kind: 'name', name: String(argument) };
			return;
		case 'Condition':
			yield { kind: 'condition', name: String(argument) };
			return;
		case 'Fn::GetAtt': {
			const [resource, attribute] = attributeOf(argument);
			yield { kind: 'attribute', name: resource, attribute };
			return;
		}
		case 'Fn::If':
			if (Array.isArray(argument)) yield { kind: 'condition', name: String(argument[0]) };
			yield* referencesIn(Array.isArray(argument) ? argument.slice(1) : argument);
			return;
		case 'Fn::Sub':
			for (const each of placeholdersOf(argument)) {
				if (!each.includes('.')) yield { kind: 'name', name: each };
				else {
					const [resource, attribute] = splitAttribute(each);
					yield { kind: 'attribute', name: resource, attribute };
				}
			}
			yield* referencesIn(Array.isArray(argument) ? argument[1] : []);
			return;
		default:
			yield* referencesIn(argument);
	}
}
