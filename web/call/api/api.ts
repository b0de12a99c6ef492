/**
 * The API's doors as a call uses them. The one for the conversation is there before.
 *
 * @module
 */
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import { type Answer, PATIENCE, patient, read } from './answer.ts';
import { type LookUp, makeLookUp } from './conversation-door.ts';
import { post } from './post.ts';

export interface Api {
	/** Asks into the call, which opens one if there is none; with a room, back into that one. */
	token(signal: AbortSignal, room?: string): Promise<Answer<TokenResponse>>;
	readonly conversation: LookUp;
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
	conversation: makeLookUp(fetch),
	hangUp: async (room) => {
		// Not heard: the agent's grace and the sweeper close the room.
		const init = { keepalive: true, signal: AbortSignal.timeout(PATIENCE) };
		await post(fetch, '/api/livekit/delete-room', { room_name: room }, init).catch(() => {});
	},
});
