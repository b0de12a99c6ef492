/**
 * `POST /api/livekit/dispatch-agent`: "I see no agent". Asked by a page that is alone in its room; safe to ask again.
 *
 * @module
 */
import * as z from 'zod/mini';

/** Read after its keys were turned to snake case, as at the token door. */
export const dispatchRequestSchema = z.object({
	/** The room that the page is in. */
	room_name: z.string().check(z.maxLength(256)),
	/** IANA name. Kept in the conversation. */
	timezone: z.nullish(z.string().check(z.maxLength(64))),
	/** What `Date.getTimezoneOffset()` says: minutes, positive west of Greenwich. Kept in the conversation. */
	timezone_offset: z.nullish(z.int().check(z.gte(-900), z.lte(900))),
	/** The person asks to try again after `agent_unavailable`: the tries are counted anew. */
	retry: z.nullish(z.boolean()),
});
export type DispatchRequest = z.infer<typeof dispatchRequestSchema>;

export const dispatchResponseSchema = z.object({
	/** LiveKit's id of the dispatch that is under way; null when it is not known (a token's dispatch never is). */
	dispatchId: z.nullable(z.string()),
	/** True for an agent that was SEEN in the room: nothing was done. */
	reused: z.boolean(),
	/**
	 * `present`: it is in the room. `pending`: one was asked for and has time to come. `no_worker`: there is nobody who
	 * could take the call; the next worker that comes is given it. When tries are used up, the answer is the problem
	 * `agent_unavailable` with Retry-After.
	 */
	agent: z.enum(['present', 'pending', 'no_worker']),
});
export type DispatchResponse = z.infer<typeof dispatchResponseSchema>;
