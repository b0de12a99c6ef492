/**
 * The API's doors as the page uses them before LiveKit is loaded.
 *
 * @module
 */
import type { ConversationView } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import { type Answer, patient, post, read } from './answer.ts';

export interface Api {
	/** Asks into the call, which opens one if there is none; with a room, back into that one. */
	token(signal: AbortSignal, room?: string): Promise<Answer<TokenResponse>>;
	/** The conversation; with a room name also whether that call has ended. */
	conversation(signal: AbortSignal, room?: string): Promise<Answer<ConversationView>>;
	/** Hangs up. Outlives the page. */
	hangUp(room: string): Promise<void>;
}

/**
 * @param fetch the browser's
 * @param timezone IANA name, so that the agent knows what time it is here
 */
export const makeApi = (fetch: typeof globalThis.fetch, timezone: string): Api => ({
	token: (signal, room) =>
		read(post(fetch, '/api/livekit/token', { timezone, room_name: room }, { signal: patient(signal) })),
	conversation: (signal, room) =>
		read(
			fetch(`/api/conversation${room === undefined ? '' : `?room=${encodeURIComponent(room)}`}`, {
				signal: patient(signal),
			}),
		),
	hangUp: async (room) => {
		// Not heard: the agent's grace and the sweeper close the room.
		await post(fetch, '/api/livekit/delete-room', { room_name: room }, { keepalive: true }).catch(() => {});
	},
});
