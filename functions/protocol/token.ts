/**
 * `POST /api/livekit/token`: LiveKit's standard token endpoint (every LiveKit SDK's `TokenSource.endpoint` speaks it),
 * with what a page needs to go on where it was.
 *
 * @module
 */
import * as z from 'zod/mini';
import { conversationViewSchema } from './conversation.ts';

const name = z.string().check(z.maxLength(256));

/** Read after its keys were turned to snake case; everything else that SDKs send is ignored. */
export const tokenRequestSchema = z.object({
	/** Ours decides; another visitor's is answered 404. */
	room_name: z.nullish(name),
	participant_name: z.nullish(z.string().check(z.maxLength(128))),
	/** IANA name, for "what time is it". Kept in the conversation. */
	timezone: z.nullish(z.string().check(z.maxLength(64))),
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

export const tokenResponseSchema = z.object({
	server_url: z.string(),
	participant_token: z.string(),
	room_name: name,
	participant_name: z.string(),
	conversation: conversationViewSchema,
});
export type TokenResponse = z.infer<typeof tokenResponseSchema>;
