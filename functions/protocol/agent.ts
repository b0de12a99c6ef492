/**
 * The worker's doors, `POST /api/agent/…`. A job authenticates with a short JWT that is signed with the LiveKit secret
 * (both sides have it) and carries no video grant, so that it opens nothing on LiveKit and no participant's token
 * opens these doors.
 *
 * @module
 */
import * as z from 'zod/mini';
import { turnSchema } from './conversation.ts';

/** `aud` of the worker's JWTs. A LiveKit token has none. */
export const AGENT_AUDIENCE = 'greenroom-agent';
/** Longest life of such a JWT. */
export const AGENT_TOKEN_SECONDS = 60;

const jobId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/));
const epoch = z.int().check(z.positive());

/** What a dispatch carries into a job: opaque, because everybody in the room can read a token's dispatch. */
export const dispatchMetadataSchema = z.object({
	conversation: z.string(),
	generation: z.int().check(z.positive()),
	nonce: z.string(),
});
export type DispatchMetadata = z.infer<typeof dispatchMetadataSchema>;

/** "May I serve this room?", asked before the job connects. The same job asking again gets the same answer. */
export const claimRequestSchema = z.object({ room: z.string(), jobId, agentName: z.string() });
export type ClaimRequest = z.infer<typeof claimRequestSchema>;

export const claimResponseSchema = z.object({
	/** The fencing number: a write with a lower one is refused with 409. */
	epoch,
	/** The identity of the visitor in the room. */
	humanIdentity: z.string(),
	/** From the observed leave of the last human until the room is closed. */
	graceSeconds: z.number(),
	/** Why this job serves: nobody has talked yet, they return after a call, or the agent of this call was lost. */
	start: z.enum(['first', 'return', 'replacement']),
	/** The end of the history, oldest first, within a budget. Empty: they have never talked. */
	turns: z.array(turnSchema),
	todo: z.array(z.string()),
	/** IANA name, `null` when the page did not say. */
	timezone: z.nullable(z.string()),
});
export type ClaimResponse = z.infer<typeof claimResponseSchema>;

/** The job is in the room as `identity`; its pending claim becomes a bound one. */
export const joinedRequestSchema = z.object({ room: z.string(), jobId, epoch, identity: z.string(), sid: z.string() });
export type JoinedRequest = z.infer<typeof joinedRequestSchema>;

export const turnsRequestSchema = z.object({
	room: z.string(),
	epoch,
	turns: z.array(turnSchema).check(z.minLength(1), z.maxLength(50)),
});
export type TurnsRequest = z.infer<typeof turnsRequestSchema>;

/** The agent's own state in the conversation. Absent fields stay as they are. */
export const stateRequestSchema = z.object({
	room: z.string(),
	epoch,
	todo: z.optional(z.array(z.string().check(z.maxLength(200))).check(z.maxLength(100))),
	timezone: z.optional(z.string().check(z.maxLength(64))),
});
export type StateRequest = z.infer<typeof stateRequestSchema>;

export const endRequestSchema = z.object({
	room: z.string(),
	epoch,
	reason: z.enum(['grace_expired', 'agent_failed', 'said_goodbye']),
});
export type EndRequest = z.infer<typeof endRequestSchema>;
