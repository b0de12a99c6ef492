/**
 * A request to the worker's doors of the API, `POST /api/agent/…`: signed, bounded in time, and repeated, because the API
 * answers the same to the same request.
 *
 * @module
 */
import { SignJWT } from 'jose';
import type * as z from 'zod/mini';
import { AGENT_AUDIENCE, AGENT_TOKEN_SECONDS } from '../functions/protocol/agent.ts';
import { TRACE_HEADER, traceparentOf } from '../functions/protocol/trace.ts';

/** `refused`: the API has decided, with its problem code; asking again changes nothing. `unreachable`: it has not. */
export type Answer<T> =
	| { readonly outcome: 'ok'; readonly body: T }
	| { readonly outcome: 'refused'; readonly code: string }
	| { readonly outcome: 'unreachable' };

export interface ApiAccess {
	readonly url: string;
	readonly apiKey: string;
	readonly apiSecret: string;
	/** Of the call that the requests belong to. */
	readonly trace?: string | null;
	readonly fetch?: typeof fetch;
}

export interface Patience {
	/** Of one attempt. */
	readonly timeoutMs: number;
	/** Pauses between attempts; their number is the number of repetitions. */
	readonly pausesMs: readonly number[];
	/** No attempt begins later than this after the first; by default all of them are made. */
	readonly withinMs?: number;
}

/**
 * @param subject whom the request speaks for: a room, or the worker itself
 */
export type Door = <T = unknown>(
	door: string,
	subject: string,
	request: object,
	schema?: z.ZodMiniType<T>,
) => Promise<Answer<T>>;

export function makeDoor(
	access: ApiAccess,
	{ timeoutMs, pausesMs, withinMs = Number.POSITIVE_INFINITY }: Patience,
): Door {
	const { url, apiKey, trace = null, fetch = globalThis.fetch } = access;
	const traced = trace === null ? {} : { [TRACE_HEADER]: traceparentOf(trace) };
	const secret = new TextEncoder().encode(access.apiSecret);

	const sign = (subject: string) =>
		new SignJWT({})
			.setProtectedHeader({ alg: 'HS256' })
			.setIssuer(apiKey)
			.setSubject(subject)
			.setAudience(AGENT_AUDIENCE)
			.setIssuedAt()
			.setExpirationTime(`${AGENT_TOKEN_SECONDS}s`)
			.sign(secret);

	async function attempt(door: string, subject: string, body: string): Promise<Response | null> {
		try {
			const response = await fetch(new URL(`/api/agent/${door}`, url), {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: `Bearer ${await sign(subject)}`, ...traced },
				body,
				signal: AbortSignal.timeout(timeoutMs),
			});
			return response.status >= 500 ? null : response;
		} catch {
			return null;
		}
	}

	return async <T>(door: string, subject: string, request: object, schema?: z.ZodMiniType<T>): Promise<Answer<T>> => {
		const body = JSON.stringify(request);
		const begun = performance.now();
		for (const pause of [0, ...pausesMs]) {
			if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
			if (performance.now() - begun > withinMs) break;
			const response = await attempt(door, subject, body);
			const json: unknown = await response?.json().catch(() => undefined);
			if (response === null || json === undefined) continue;
			if (!response.ok) return { outcome: 'refused', code: codeOf(json) };
			const read = schema?.safeParse(json);
			if (read?.success === false) return { outcome: 'refused', code: 'unreadable_answer' };
			return { outcome: 'ok', body: (read?.data ?? json) as T };
		}
		return { outcome: 'unreachable' };
	};
}

const codeOf = (problem: unknown): string =>
	typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : 'no_code';
