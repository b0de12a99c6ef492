/**
 * Bodies of requests.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import { Problem } from '../problem.ts';

const JSON_TYPE = /^application\/(?:[a-z.+-]+\+)?json(?:\s*;|$)/i;
/** `navigator.sendBeacon` sends a string as this. */
const TEXT_TYPE = /^text\/plain(?:\s*;|$)/i;

/** Answers 413 above so many bytes. */
export function limitBody(bytes: number): MiddlewareHandler {
	const tooLarge = () => {
		throw new Problem('payload_too_large', `Send ${bytes} bytes at most.`);
	};
	const counting = bodyLimit({ maxSize: bytes, onError: tooLarge });
	return (c, next) => {
		// Who says how much is coming is believed, because no server reads more than that; counting a stream halves the
		// requests that one core can answer.
		const announced = c.req.header('content-length');
		if (announced === undefined || c.req.header('transfer-encoding') !== undefined) return counting(c, next);
		return Number(announced) > bytes ? tooLarge() : next();
	};
}

interface Options {
	/** Also take JSON that comes as text/plain. */
	readonly beacon?: boolean;
}

/**
 * Reads a JSON body by a schema. An empty body is `{}`: every field of LiveKit's token request is optional.
 *
 * @throws Problem 415, or 400 that names the field but repeats no value
 */
export async function readBody<T>(c: Context, schema: z.ZodMiniType<T>, { beacon = false }: Options = {}): Promise<T> {
	const type = c.req.header('content-type') ?? '';
	if (!JSON_TYPE.test(type) && !(beacon && TEXT_TYPE.test(type)))
		throw new Problem('unsupported_media_type', 'Send it as content-type: application/json.');
	const parsed = schema.safeParse(parseJson(await c.req.text()));
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const where = issue?.path.join('.') ?? '';
	throw new Problem('invalid_request', where === '' ? 'The body must be a JSON object.' : `Look at "${where}".`);
}

function parseJson(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		throw new Problem('invalid_request', 'The body is not JSON.');
	}
}

/** SDKs send snake case or camel case: the keys are turned to snake case before the schema sees them. */
export const snakeCased = <T>(schema: z.ZodMiniType<T, Record<string, unknown>>) =>
	z.pipe(
		z.pipe(
			z.record(z.string(), z.unknown()),
			z.transform((body) => Object.fromEntries(Object.entries(body).map(([key, value]) => [snakeCase(key), value]))),
		),
		schema,
	);
const snakeCase = (key: string): string => key.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
