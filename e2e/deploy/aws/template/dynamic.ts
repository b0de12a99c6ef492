/**
 * `{{resolve:…}}`: values that are in no template, and are looked up when a resource is made.
 *
 * @module
 */

import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { isObject } from './references.ts';

const REFERENCE = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;

/** @throws Refusal where there is no such value, or where none may be asked for */
export function resolveDynamic(value: unknown, world: Pick<World, 'parameters' | 'secrets'>): unknown {
	if (typeof value === 'string')
		return value.replace(REFERENCE, (_, service: string, name: string) => lookUp(service, name, world));
	if (Array.isArray(value)) return value.map((each) => resolveDynamic(each, world));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolveDynamic(each, world)]));
}

function lookUp(service: string, name: string, { parameters, secrets }: Pick<World, 'parameters' | 'secrets'>): string {
	switch (service) {
		case 'secretsmanager': {
			// An ARN has seven parts; then the field, the version's stage and id.
			const parts = name.split(':');
			const id = name.startsWith('arn:') ? parts.slice(0, 7).join(':') : (parts[0] ?? '');
			const value = secrets.get(id);
			if (value === undefined)
				throw new Refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
			return value;
		}
		case 'ssm': {
			const [, path = name] = /^(.*?)(?::\d+)?$/.exec(name) ?? [];
			const found = parameters.get(path);
			if (found === undefined) throw new Refusal('ValidationError', `Parameters: [ssm:${name}] cannot be found.`);
			if (found.type === 'SecureString')
				throw new Refusal('ValidationError', `SSM parameter ${path} is a SecureString: use ssm-secure`);
			return found.value;
		}
		case 'ssm-secure':
			// AWS has a short list of properties that may hold one; none of them is of a type that we use.
			throw new Refusal('ValidationError', `SSM Secure reference is not supported in: [${name}]`);
		default:
			throw new Refusal('ValidationError', `Invalid dynamic reference {{resolve:${service}:…}}`);
	}
}
