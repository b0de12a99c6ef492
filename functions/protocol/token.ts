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
	/** Ours decides; another visitor's is answered 404. With `fresh` a page that has lost its room names it to get back. */
	room_name: z.nullish(name),
	participant_name: z.nullish(z.string().check(z.maxLength(128))),
	/** IANA name, for "what time is it". Kept in the conversation. */
	timezone: z.nullish(z.string().check(z.maxLength(64))),
	/** Only `agents[0].agent_name` is read, and only names that this stage allows are followed. */
	room_config: z.nullish(z.unknown()),
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

/**
 * `persistent`: a refresh goes on with the call. `fresh`: each load is a call of its own, which the page closes when it
 * goes.
 */
export const lifecycleSchema = z.enum(['persistent', 'fresh']);
export type Lifecycle = z.infer<typeof lifecycleSchema>;

export const tokenResponseSchema = z.object({
	server_url: z.string(),
	participant_token: z.string(),
	room_name: name,
	participant_name: z.string(),
	lifecycle: lifecycleSchema,
	conversation: conversationViewSchema,
});
export type TokenResponse = z.infer<typeof tokenResponseSchema>;
