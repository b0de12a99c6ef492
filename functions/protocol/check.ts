/**
 * `POST /api/livekit/check`: what a page needs to try the way to LiveKit before a call.
 *
 * @module
 */
import * as z from 'zod/mini';

export const checkResponseSchema = z.object({
	server_url: z.string(),
	participant_token: z.string(),
});
export type CheckResponse = z.infer<typeof checkResponseSchema>;
