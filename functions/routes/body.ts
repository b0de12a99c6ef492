/**
 * Bodies of requests.
 *
 * @module
 */
import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { Problem } from '../problem.ts';

const JSON_TYPE = /^application\/(?:[a-z.+-]+\+)?json(?:\s*;|$)/i;
/** `navigator.sendBeacon` sends a string as this. */
const TEXT_TYPE = /^text\/plain(?:\s*;|$)/i;

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
