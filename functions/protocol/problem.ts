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
	/** It has not come by the way that it has to. */
	'unknown_origin',
	'not_found',
	'method_not_allowed',
	'room_closed',
	'claim_taken',
	'stale_epoch',
	/** With Retry-After: this visitor or address asked too often. */
	'too_many_requests',
	/** With Retry-After: as many calls as this stage allows are going on. */
	'too_many_calls',
	/** With Retry-After: several tries to bring an agent have failed. */
	'agent_unavailable',
	'store_unavailable',
	/** With Retry-After: where files lie. */
	'files_unavailable',
	/** With Retry-After: a function of AWS cannot have what it is configured with. */
	'settings_unavailable',
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
