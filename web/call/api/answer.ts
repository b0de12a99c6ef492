/**
 * Requests to the API and their answers. Nothing here throws: every way an answer can fail to come is an outcome.
 *
 * @module
 */

export type Answer<T> =
	| { readonly outcome: 'answered'; readonly value: T }
	/** The API said no. */
	| {
			readonly outcome: 'refused';
			readonly status: number;
			/** A `ProblemCode`, or one that this page is too old to know. */
			readonly code: string | null;
			/** What to do, in words for the person. */
			readonly detail: string | null;
			/** How long to wait before asking again, in milliseconds; `null`: the API did not say. */
			readonly retryAfter: number | null;
	  }
	/** No answer of the API: no network, a proxy's error page (which is no JSON), too late, or called off. */
	| { readonly outcome: 'unreachable' };

/** Longest wait for an answer, in milliseconds. */
export const PATIENCE = 8_000;

export const patient = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export async function read<T>(request: Promise<Response>): Promise<Answer<T>> {
	try {
		const response = await request;
		const body: unknown = await response.json();
		// The API's own tests hold the shape of its answers, and a schema library is larger than this page.
		if (response.ok) return { outcome: 'answered', value: body as T };
		const { code, detail } = body as { code?: unknown; detail?: unknown };
		return {
			outcome: 'refused',
			status: response.status,
			code: textOrNull(code),
			detail: textOrNull(detail),
			// Seconds. A proxy may send a date instead, which is as good as nothing.
			retryAfter: Number(response.headers.get('retry-after')) * 1_000 || null,
		};
	} catch {
		return { outcome: 'unreachable' };
	}
}
