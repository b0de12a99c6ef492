/**
 * The API's doors as the page uses them. Nothing here throws: every way an answer can fail to come is an outcome.
 *
 * @module
 */
import type { ConversationView } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';

export type Answer<T> =
	| { readonly outcome: 'answered'; readonly value: T }
	/** The API said no. `detail` says what to do, in words for the person. */
	| { readonly outcome: 'refused'; readonly status: number; readonly detail: string | null }
	/** No answer of the API: no network, a proxy's error page (which is no JSON), too late, or called off. */
	| { readonly outcome: 'unreachable' };

export interface Api {
	/** Asks into the call, which opens one if there is none. */
	token(signal: AbortSignal): Promise<Answer<TokenResponse>>;
	/** The conversation; with a room name also whether that call has ended. */
	conversation(signal: AbortSignal, room?: string): Promise<Answer<ConversationView>>;
	/** Hangs up. Outlives the page. */
	hangUp(room: string): Promise<void>;
}

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 8_000;

async function read<T>(request: Promise<Response>): Promise<Answer<T>> {
	try {
		const response = await request;
		const body: unknown = await response.json();
		// The API's own tests hold the shape of its answers, and a schema library is larger than this page.
		if (response.ok) return { outcome: 'answered', value: body as T };
		const { detail } = body as { detail?: unknown };
		return { outcome: 'refused', status: response.status, detail: typeof detail === 'string' ? detail : null };
	} catch {
		return { outcome: 'unreachable' };
	}
}

/**
 * @param fetch the browser's
 * @param timezone IANA name, so that the agent knows what time it is here
 */
export function makeApi(fetch: typeof globalThis.fetch, timezone: string): Api {
	const post = (path: string, body: object, init: RequestInit): Promise<Response> =>
		fetch(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			...init,
		});
	const patient = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
	return {
		token: (signal) => read(post('/api/livekit/token', { timezone }, { signal: patient(signal) })),
		conversation: (signal, room) =>
			read(
				fetch(`/api/conversation${room === undefined ? '' : `?room=${encodeURIComponent(room)}`}`, {
					signal: patient(signal),
				}),
			),
		hangUp: async (room) => {
			// Not heard: the agent's grace and the sweeper close the room.
			await post('/api/livekit/delete-room', { room_name: room }, { keepalive: true }).catch(() => {});
		},
	};
}
