/**
 * The one error type of the API: what is thrown anywhere becomes a problem document (RFC 9457) with a stable code.
 *
 * @module
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ProblemCode, ProblemDocument } from './protocol/problem.ts';

const kinds: Readonly<Record<ProblemCode, readonly [status: ContentfulStatusCode, title: string]>> = {
	invalid_request: [400, 'The request is not valid'],
	unauthorized: [401, 'Who is asking is not known'],
	forbidden_origin: [403, 'Pages of other sites may not ask with a cookie'],
	unknown_origin: [403, 'This is not the way in'],
	not_found: [404, 'There is no such thing for this visitor'],
	method_not_allowed: [405, 'This door takes another method'],
	room_closed: [409, 'That call has ended'],
	claim_taken: [409, 'Another agent serves that room'],
	stale_epoch: [409, 'Another agent has taken over'],
	payload_too_large: [413, 'The request is too large'],
	unsupported_media_type: [415, 'The body must be JSON'],
	too_many_requests: [429, 'That was asked too often'],
	too_many_calls: [429, 'All lines are busy'],
	internal_error: [500, 'Something broke'],
	agent_unavailable: [503, 'No agent has come'],
	store_unavailable: [503, 'The store does not answer'],
	files_unavailable: [503, 'The store of files does not answer'],
	settings_unavailable: [503, 'The service is not set up'],
};

export class Problem extends Error {
	override readonly name = 'Problem';
	readonly code: ProblemCode;
	readonly detail: string | undefined;
	/** Said as Retry-After. */
	readonly retryAfterMs: number | undefined;

	/** @param detail what to do about it; never the offending value, which may be a secret or spoken text */
	constructor(code: ProblemCode, detail?: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
		super(detail === undefined ? code : `${code}: ${detail}`, options);
		this.code = code;
		this.detail = detail;
		this.retryAfterMs = options.retryAfterMs;
	}

	get status(): ContentfulStatusCode {
		return kinds[this.code][0];
	}

	get document(): ProblemDocument {
		const [status, title] = kinds[this.code];
		const { code, detail } = this;
		return { type: 'about:blank', title, status, code, ...(detail === undefined ? {} : { detail }) };
	}
}
