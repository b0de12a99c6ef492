/**
 * CloudFormation's functions.
 *
 * @module
 */
import { Refusal } from '../refusal.ts';
import { attributeOf, functionOf, isObject, splitAttribute } from './references.ts';

/** What the functions ask for. */
export interface Scope {
	ref(name: string): unknown;
	attribute(resource: string, attribute: string): unknown;
	/** @throws Refusal when no stack exports it */
	importValue(name: string): string;
	condition(name: string): boolean;
	mapping(map: string, first: string, second: string): unknown;
	readonly region: string;
}

/** `AWS::NoValue`: as if the property were not there. */
export const NO_VALUE = Symbol('AWS::NoValue');

export function evaluate(value: unknown, scope: Scope): unknown {
	const call = functionOf(value);
	if (call !== null) return apply(call.name, call.argument, scope);
	if (Array.isArray(value)) return value.map((each) => evaluate(each, scope)).filter((each) => each !== NO_VALUE);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).map(([key, each]) => [key, evaluate(each, scope)] as const);
	return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
}

function apply(name: string, argument: unknown, scope: Scope): unknown {
	const get = (each: unknown) => evaluate(each, scope);
	const list = (): readonly unknown[] => {
		const all = get(argument);
		if (!Array.isArray(all)) throw wrong(name, 'takes a list');
		return all;
	};
	switch (name) {
		case 'Ref':
			return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(String(argument));
		case 'Condition':
			return scope.condition(String(argument));
		case 'Fn::GetAtt':
			return scope.attribute(...attributeOf(argument));
		case 'Fn::ImportValue':
			return scope.importValue(text(get(argument), name));
		case 'Fn::Sub':
			return substitute(argument, scope);
		case 'Fn::Join': {
			const [joint, parts] = list();
			if (!Array.isArray(parts)) throw wrong(name, 'takes a list of texts');
			return parts.map((part) => text(part, name)).join(text(joint, name));
		}
		case 'Fn::Select': {
			const [index, parts] = list();
			const found = Array.isArray(parts) ? parts[Number(index)] : undefined;
			if (found === undefined) throw wrong(name, `cannot select nonexistent value at index ${String(index)}`);
			return found;
		}
		case 'Fn::Split': {
			const [joint, whole] = list();
			return text(whole, name).split(text(joint, name));
		}
		case 'Fn::Base64':
			return Buffer.from(text(get(argument), name)).toString('base64');
		case 'Fn::GetAZs':
			return ['a', 'b', 'c'].map((letter) => `${scope.region}${letter}`);
		case 'Fn::FindInMap': {
			const [map, first, second] = list();
			return scope.mapping(text(map, name), text(first, name), text(second, name));
		}
		case 'Fn::If': {
			const [condition, yes, no] = Array.isArray(argument) ? argument : [];
			return get(scope.condition(String(condition)) ? yes : no);
		}
		case 'Fn::Equals': {
			const [one, other] = list();
			return JSON.stringify(one) === JSON.stringify(other);
		}
		case 'Fn::Not':
			return list()[0] !== true;
		case 'Fn::And':
			return list().every((each) => each === true);
		case 'Fn::Or':
			return list().some((each) => each === true);
		case 'Fn::Contains': {
			const [values, wanted] = list();
			return Array.isArray(values) && values.includes(wanted);
		}
		default:
			throw wrong(name, 'is not a function that this stand-in knows');
	}
}

function substitute(argument: unknown, scope: Scope): string {
	const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
	const variables = evaluate(isObject(given) ? given : {}, scope);
	const own = isObject(variables) ? variables : {};
	return String(template).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, inner: string) => {
		if (literal !== '') return `\${${inner}}`;
		const name = inner.trim();
		if (name in own) return text(own[name], 'Fn::Sub');
		const value = name.includes('.') ? scope.attribute(...splitAttribute(name)) : scope.ref(name);
		return text(value, 'Fn::Sub');
	});
}

function text(value: unknown, name: string): string {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw wrong(name, `takes a text, and not ${JSON.stringify(value)}`);
}

const wrong = (name: string, what: string): Refusal =>
	new Refusal('ValidationError', `Template error: ${name} ${what}`);
