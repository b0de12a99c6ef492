/** Parameters of Systems Manager. */
import * as z from 'zod/mini';
import { arnOf } from '../account.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { inputOf, jsonAnswer, unknownOperation } from './json.ts';

const one = z.object({ Name: z.string(), WithDecryption: z._default(z.boolean(), false) });
const byPath = z.object({
	Path: z.string(),
	Recursive: z._default(z.boolean(), false),
	WithDecryption: z._default(z.boolean(), false),
	MaxResults: z._default(z.int().check(z.gte(1), z.lte(10)), 10),
	NextToken: z.optional(z.string()),
});
const put = z.object({
	Name: z.string().check(z.regex(/^\/?[\w./-]{1,2048}$/)),
	Value: z.string().check(z.minLength(1), z.maxLength(4096)),
	Type: z.optional(z.enum(['String', 'StringList', 'SecureString'])),
	Overwrite: z._default(z.boolean(), false),
});
const several = z.object({ Names: z.array(z.string()).check(z.minLength(1), z.maxLength(10)) });

export function answerSsm(world: World, call: Call): Answer {
	const { parameters } = world;
	switch (call.operation) {
		case 'GetParameter': {
			const { Name, WithDecryption } = inputOf(call, one);
			if (!parameters.has(Name)) throw new Refusal('ParameterNotFound', '');
			return jsonAnswer({ Parameter: view(world, Name, WithDecryption) });
		}
		case 'GetParametersByPath': {
			const { Path, Recursive, WithDecryption, MaxResults, NextToken = '0' } = inputOf(call, byPath);
			const under = `${Path.replace(/\/$/, '')}/`;
			const isMeant = (name: string) =>
				name.startsWith(under) && (Recursive || !name.slice(under.length).includes('/'));
			const all = [...parameters.keys()].filter(isMeant);
			const from = Number(NextToken);
			const next = from + MaxResults;
			const page = all.slice(from, next).map((name) => view(world, name, WithDecryption));
			return jsonAnswer({ Parameters: page, ...(next < all.length ? { NextToken: String(next) } : {}) });
		}
		case 'PutParameter': {
			const { Name, Value, Type, Overwrite } = inputOf(call, put);
			const before = parameters.get(Name);
			if (before !== undefined && !Overwrite)
				throw new Refusal(
					'ParameterAlreadyExists',
					'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
				);
			const type = Type ?? before?.type;
			if (type === undefined)
				throw new Refusal('ValidationException', 'A parameter type is required when you create a parameter.');
			const version = (before?.version ?? 0) + 1;
			parameters.set(Name, { value: Value, type, version });
			return jsonAnswer({ Version: version, Tier: 'Standard' });
		}
		case 'DeleteParameter': {
			const { Name } = inputOf(call, one);
			if (!parameters.delete(Name)) throw new Refusal('ParameterNotFound', '');
			return jsonAnswer({});
		}
		case 'DeleteParameters': {
			const { Names } = inputOf(call, several);
			const deleted = Names.filter((name) => parameters.delete(name));
			return jsonAnswer({
				DeletedParameters: deleted,
				InvalidParameters: Names.filter((name) => !deleted.includes(name)),
			});
		}
		default:
			throw unknownOperation(call);
	}
}

/** Who does not ask for the value in plain gets it as it is kept. */
function view({ parameters }: World, name: string, decrypted: boolean) {
	const { value, type, version } = parameters.get(name) ?? { value: '', type: 'String', version: 0 };
	const Value = type === 'SecureString' && !decrypted ? `AQICAH${Buffer.from(name).toString('base64')}` : value;
	return { Name: name, Type: type, Value, Version: version, ARN: arnOf('ssm', `parameter${name}`), DataType: 'text' };
}
