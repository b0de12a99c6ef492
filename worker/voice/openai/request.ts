/**
 * Requests to a server that speaks OpenAI's protocol, with agents' errors.
 *
 * @module
 */
import { APIConnectionError, APIError, APIStatusError, APITimeoutError } from '@livekit/agents';
import type { Attempts } from '../patience.ts';

export interface OpenAIAccess {
	readonly apiKey: string;
	/** Ends in `/v1`, as a rule. */
	readonly baseURL: string;
}

export const OPENAI_URL = 'https://api.openai.com/v1';

const SECOND_ATTEMPT_MS = 100;

/** Of one attempt. */
export interface Request {
	readonly path: string;
	readonly body: string | FormData;
	readonly contentType?: string;
	/** Nobody waits for the answer any more. */
	readonly signal: AbortSignal;
}

/**
 * Sends one request, and waits for the head of the answer.
 *
 * @throws APIError; whatever `fetch` throws once the signal is aborted
 */
export async function send(access: OpenAIAccess, request: Request, timeoutMs: number): Promise<Response> {
	const { path, body, contentType, signal } = request;
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(), timeoutMs);
	try {
		const response = await fetch(`${access.baseURL.replace(/\/$/, '')}/${path}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${access.apiKey}`,
				...(contentType === undefined ? {} : { 'content-type': contentType }),
			},
			body,
			signal: AbortSignal.any([signal, late.signal]),
		});
		if (response.ok) return response;
		// Else the connection is not given back.
		await response.body?.cancel();
		throw new APIStatusError({ message: `${path}: ${response.status}`, options: { statusCode: response.status } });
	} catch (error) {
		throw asApiError(error, signal, late.signal);
	} finally {
		clearTimeout(timer);
	}
}

/** An error of the network as one of agents. */
export function asApiError(error: unknown, given: AbortSignal, late?: AbortSignal): unknown {
	if (given.aborted || error instanceof APIError) return error;
	if (late?.aborted) return new APITimeoutError({});
	return new APIConnectionError({ message: error instanceof Error ? error.message : 'no connection' });
}

/** Tries again what may be tried again. @throws what the last attempt threw */
export async function attempt<T>(
	work: () => Promise<T>,
	{ maxRetry, retryIntervalMs }: Attempts,
	signal: AbortSignal,
): Promise<T> {
	for (let retries = 0; ; retries++) {
		try {
			return await work();
		} catch (error) {
			const isOver = signal.aborted || retries >= maxRetry || !(error instanceof APIError) || !error.retryable;
			if (isOver) throw error;
		}
		await pause(retries === 0 ? SECOND_ATTEMPT_MS : retryIntervalMs, signal);
	}
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal.addEventListener('abort', end);
	});
