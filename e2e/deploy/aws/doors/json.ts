/** The services that are asked in JSON. */
import * as z from 'zod/mini';
import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';

const TYPE = 'application/x-amz-json-1.1';

export const jsonAnswer = (body: unknown): Answer => ({ status: 200, type: TYPE, body: JSON.stringify(body) });

export const jsonRefusal = ({ code, message, status }: Refusal): Answer => ({
	...{ status, type: TYPE },
	body: JSON.stringify({ __type: code, message }),
});

/** @throws Refusal */
export function inputOf<T extends z.core.$ZodType>({ body, operation }: Call, schema: T): z.infer<T> {
	const read = z.safeParse(schema, body.length === 0 ? {} : JSON.parse(body.toString()));
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	throw new Refusal('ValidationException', `${operation}: ${issue?.path.join('.')}: ${issue?.message}`);
}

export const unknownOperation = ({ service, operation }: Call): Refusal =>
	new Refusal('UnknownOperationException', `${service}:${operation} is not known to this stand-in`);
