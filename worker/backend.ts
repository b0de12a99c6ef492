/**
 * The worker's way to the API. Every call is bounded in time; a call that may be repeated is, because the API answers
 * the same to the same request.
 *
 * @module
 */
import { SignJWT } from 'jose';
import type * as z from 'zod/mini';
import {
	AGENT_AUDIENCE,
	AGENT_TOKEN_SECONDS,
	type ClaimRequest,
	type ClaimResponse,
	claimResponseSchema,
	type EndRequest,
	type JoinedRequest,
	type StateRequest,
	type TurnsRequest,
} from '../functions/protocol/agent.ts';

/** `refused`: the API has decided, with its problem code; asking again changes nothing. `unreachable`: it has not. */
export type Answer<T> =
	| { readonly outcome: 'ok'; readonly body: T }
	| { readonly outcome: 'refused'; readonly code: string }
	| { readonly outcome: 'unreachable' };

export interface BackendClient {
	/** Before the job connects: may it serve this room? */
	claim(request: ClaimRequest): Promise<Answer<ClaimResponse>>;
	/** The job is in the room. */
	joined(request: JoinedRequest): Promise<Answer<unknown>>;
	saveTurns(request: TurnsRequest): Promise<Answer<unknown>>;
	saveState(request: StateRequest): Promise<Answer<unknown>>;
	/** The call is over as the agent sees it; the API closes the room. */
	end(request: EndRequest): Promise<Answer<unknown>>;
}

export interface BackendOptions {
	readonly url: string;
	readonly apiKey: string;
	readonly apiSecret: string;
	readonly fetch?: typeof fetch;
	/** Of one attempt. */
	readonly timeoutMs?: number;
	/** Pauses between attempts; their number is the number of repetitions. */
	readonly pausesMs?: readonly number[];
}

const TIMEOUT_MS = 3_000;
const PAUSES_MS = [100, 400];

export function makeBackend(options: BackendOptions): BackendClient {
	const { url, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS, pausesMs = PAUSES_MS } = options;
	const secret = new TextEncoder().encode(options.apiSecret);

	const sign = (room: string) =>
		new SignJWT({})
			.setProtectedHeader({ alg: 'HS256' })
			.setIssuer(options.apiKey)
			.setSubject(room)
			.setAudience(AGENT_AUDIENCE)
			.setIssuedAt()
			.setExpirationTime(`${AGENT_TOKEN_SECONDS}s`)
			.sign(secret);

	async function attempt(door: string, room: string, body: string): Promise<Response | null> {
		try {
			const response = await fetch(new URL(`/api/agent/${door}`, url), {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: `Bearer ${await sign(room)}` },
				body,
				signal: AbortSignal.timeout(timeoutMs),
			});
			return response.status >= 500 ? null : response;
		} catch {
			return null;
		}
	}

	async function post<T>(door: string, request: { room: string }, schema?: z.ZodMiniType<T>): Promise<Answer<T>> {
		const body = JSON.stringify(request);
		for (const pause of [0, ...pausesMs]) {
			if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
			const response = await attempt(door, request.room, body);
			const json: unknown = await response?.json().catch(() => undefined);
			if (response === null || json === undefined) continue;
			if (!response.ok) return { outcome: 'refused', code: codeOf(json) };
			const read = schema?.safeParse(json);
			if (read?.success === false) return { outcome: 'refused', code: 'unreadable_answer' };
			return { outcome: 'ok', body: (read?.data ?? json) as T };
		}
		return { outcome: 'unreachable' };
	}

	return {
		claim: (request) => post('claim', request, claimResponseSchema),
		joined: (request) => post('joined', request),
		saveTurns: (request) => post('turns', request),
		saveState: (request) => post('state', request),
		end: (request) => post('end', request),
	};
}

const codeOf = (problem: unknown): string =>
	typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : 'no_code';
