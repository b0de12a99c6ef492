/**
 * The websocket of a realtime model. The plugin's own (1.9) listens to no `error` while it connects: a server that refuses
 * the connection or the key ends the whole process, and a session whose first connection fails says so to nobody. Neither
 * does it wait before it opens another one when a server hangs up at once.
 *
 * @module
 */
import { APIConnectionError, type APIError, APIStatusError, APITimeoutError } from '@livekit/agents';
import { WebSocket } from 'ws';
import { attempt, type OpenAIAccess } from '../openai/request.ts';
import type { Attempts } from '../patience.ts';

export interface ConnectionOptions {
	readonly access: OpenAIAccess;
	readonly model: string;
	readonly attempts: Attempts;
	/** There will be no connection any more. */
	readonly onFailed: (error: Error) => void;
}

export interface Connections {
	/** @throws when there is none, which was said to `onFailed` */
	open(): Promise<WebSocket>;
	close(): void;
}

/** A connection that lived as long as this was one. */
const SETTLED_MS = 5_000;

export function makeConnections({ access, model, attempts, onFailed }: ConnectionOptions): Connections {
	const closing = new AbortController();
	let current: WebSocket | null = null;
	/** Connections in a row that were closed as soon as they were open. */
	let rejected = 0;

	async function connect(): Promise<WebSocket> {
		if (rejected > attempts.maxRetry) throw new APIConnectionError({ options: { retryable: false } });
		const socket = await openSocket(access, model, attempts.timeoutMs, closing.signal);
		const openedAt = performance.now();
		socket.once('close', () => {
			rejected = performance.now() - openedAt < SETTLED_MS ? rejected + 1 : 0;
		});
		return socket;
	}

	return {
		async open() {
			try {
				if (rejected > 0) await new Promise((resolve) => setTimeout(resolve, attempts.retryIntervalMs).unref());
				current = await attempt(connect, attempts, closing.signal);
				return current;
			} catch (error) {
				if (!closing.signal.aborted) onFailed(error instanceof Error ? error : new Error(String(error)));
				throw error;
			}
		},
		close() {
			closing.abort();
			current?.close();
		},
	};
}

function openSocket(access: OpenAIAccess, model: string, timeoutMs: number, signal: AbortSignal): Promise<WebSocket> {
	const url = new URL(`${access.baseURL.replace(/\/$/, '').replace(/^http/, 'ws')}/realtime`);
	url.searchParams.set('model', model);
	const socket = new WebSocket(url, { headers: { authorization: `Bearer ${access.apiKey}` } });
	return new Promise((resolve, reject) => {
		const fail = (error: APIError) => {
			clearTimeout(timer);
			signal.removeEventListener('abort', onAbort);
			reject(error);
			socket.terminate();
		};
		const onAbort = () => fail(new APIConnectionError({ options: { retryable: false } }));
		const timer = setTimeout(() => fail(new APITimeoutError({})), timeoutMs);
		signal.addEventListener('abort', onAbort, { once: true });
		socket.once('unexpected-response', (_request, { statusCode = -1 }) =>
			fail(new APIStatusError({ message: `realtime: ${statusCode}`, options: { statusCode } })),
		);
		// Listened to for as long as it lives: an error that nobody hears ends the process.
		socket.on('error', ({ message }) => fail(new APIConnectionError({ message })));
		socket.once('open', () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', onAbort);
			ignoreMalformed(socket);
			resolve(socket);
		});
	});
}

/** The plugin parses what it gets outside of its `try`: a line that is no JSON would end the process. */
function ignoreMalformed(socket: WebSocket): void {
	Object.defineProperty(socket, 'onmessage', {
		set(listener: (message: { readonly data: string }) => void) {
			socket.on('message', (raw) => {
				const data = String(raw);
				if (isJson(data)) listener({ data });
			});
		},
	});
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
