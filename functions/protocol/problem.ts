/**
 * Errors of every door: RFC 9457 problem documents with a stable `code`.
 *
 * @module
 */
import * as z from 'zod/mini';

/** Stable: clients branch on these, never on the text. */
export const problemCodes = [
	'invalid_request',
	'unsupported_media_type',
	'payload_too_large',
	'unauthorized',
	'forbidden_origin',
	'not_found',
	'method_not_allowed',
	'room_closed',
	'claim_taken',
	'stale_epoch',
	'store_unavailable',
	'internal_error',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const PROBLEM_TYPE = 'application/problem+json';

export const problemSchema = z.object({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	code: z.string(),
	/** What to do about it. */
	detail: z.optional(z.string()),
});
export type ProblemDocument = z.infer<typeof problemSchema>;
