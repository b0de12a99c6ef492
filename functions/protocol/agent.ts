/**
 * The worker's doors, `POST /api/agent/…`. A job authenticates with a short JWT that is signed with the LiveKit secret
 * (both sides have it) and carries no video grant, so that it opens nothing on LiveKit and no participant's token
 * opens these doors.
 *
 * @module
 */
import * as z from 'zod/mini';
import { turnSchema } from './conversation.ts';
import { fileSchema, knownFileSchema, transferSchema } from './files.ts';

/** `aud` of the worker's JWTs. A LiveKit token has none. */
export const AGENT_AUDIENCE = 'greenroom-agent';
/** Longest life of such a JWT. */
export const AGENT_TOKEN_SECONDS = 60;

const jobId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/));
const epoch = z.int().check(z.positive());
const workerId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/));

/** What a dispatch carries into a job: opaque, because everybody in the room can read a token's dispatch. */
export const dispatchMetadataSchema = z.object({
	conversation: z.string(),
	generation: z.int().check(z.positive()),
	nonce: z.string(),
	/** From the click to the first sound, in every log line; absent: the page has none. */
	trace: z.optional(z.nullable(z.string())),
});
export type DispatchMetadata = z.infer<typeof dispatchMetadataSchema>;

/** "May I serve this room?", asked before the job connects. The same job asking again gets the same answer. */
export const claimRequestSchema = z.object({
	room: z.string(),
	jobId,
	agentName: z.string(),
	/** Whose job it is, as in its heartbeats. */
	worker: z.optional(workerId),
});
export type ClaimRequest = z.infer<typeof claimRequestSchema>;

export const claimResponseSchema = z.object({
	/** The fencing number: a write with a lower one is refused with 409. */
	epoch,
	/** The identity of the visitor in the room. */
	humanIdentity: z.string(),
	/** From the observed leave of the last human until the room is closed. */
	graceSeconds: z.number(),
	/** When the call of this room began; `null` or absent: it begins now. */
	startedAt: z.optional(z.nullable(z.number())),
	/** Why this job serves: nobody has talked yet, they return after a call, or the agent of this call was lost. */
	start: z.enum(['first', 'return', 'replacement']),
	/** The end of the history, oldest first, within a budget. Empty: they have never talked. */
	turns: z.array(turnSchema),
	todo: z.array(z.string()),
	/** IANA name, `null` when the page did not say. */
	timezone: z.nullable(z.string()),
	/** What `Date.getTimezoneOffset()` says at the visitor's: minutes, positive west of Greenwich. For a zone without a name. */
	timezoneOffset: z.nullable(z.int()),
	/** What the visitor has given earlier agents; absent: nothing. */
	files: z.optional(z.array(knownFileSchema)),
});
export type ClaimResponse = z.infer<typeof claimResponseSchema>;

/** What every write of a job says of itself. A store that has lost its record adopts the job by it. */
const writer = { room: z.string(), jobId, epoch };

/** The job is in the room as `identity`; its pending claim becomes a bound one. */
export const joinedRequestSchema = z.object({
	...writer,
	identity: z.string(),
	sid: z.string(),
	/** Sid of the room: which life of the room name this is. */
	roomSid: z.optional(z.string()),
});
export type JoinedRequest = z.infer<typeof joinedRequestSchema>;

/** Who came and went, as the agent sees it: without webhooks this is all that is heard of people. */
export const participantsRequestSchema = z.object({
	...writer,
	people: z
		.array(z.object({ sid: z.string(), identity: z.string(), present: z.boolean(), roomSid: z.optional(z.string()) }))
		.check(z.minLength(1), z.maxLength(50)),
});
export type ParticipantsRequest = z.infer<typeof participantsRequestSchema>;

export const turnsRequestSchema = z.object({
	...writer,
	turns: z.array(turnSchema).check(z.minLength(1), z.maxLength(50)),
});
export type TurnsRequest = z.infer<typeof turnsRequestSchema>;

/** The agent's own state in the conversation. Absent fields stay as they are. */
export const stateRequestSchema = z.object({
	...writer,
	todo: z.optional(z.array(z.string().check(z.maxLength(200))).check(z.maxLength(100))),
	timezone: z.optional(z.string().check(z.maxLength(64))),
});
export type StateRequest = z.infer<typeof stateRequestSchema>;

/** The visitor has given a file. Asked twice: for where its bytes go, and when they are there. */
export const fileRequestSchema = z.extend(fileSchema, { ...writer, uploaded: z.optional(z.boolean()) });
export type FileRequest = z.infer<typeof fileRequestSchema>;

export const fileResponseSchema = z.discriminatedUnion('outcome', [
	z.object({ outcome: z.literal('upload'), upload: transferSchema }),
	z.object({
		/** `too_many`: as many as a conversation may have. `no_store`: this deployment keeps no files. */
		outcome: z.enum(['stored', 'too_many', 'no_store']),
	}),
]);
export type FileResponse = z.infer<typeof fileResponseSchema>;

export const endRequestSchema = z.object({
	...writer,
	reason: z.enum(['grace_expired', 'agent_failed', 'said_goodbye', 'call_limit', 'silence']),
});
export type EndRequest = z.infer<typeof endRequestSchema>;

export const endResponseSchema = z.object({
	/** `awaited`: the room stays open, somebody is in it or on their way. Only a grace can be answered so. */
	outcome: z.enum(['closed', 'already_closed', 'awaited']),
});
export type EndResponse = z.infer<typeof endResponseSchema>;

/** The process of a job has ended, whatever it did before. Sent by the worker's parent, which sees its child's exit. */
export const lostRequestSchema = z.object({
	room: z.string(),
	jobId,
	/** Exit code of the process; null when a signal ended it. */
	code: z.nullable(z.int()),
	signal: z.nullable(z.string().check(z.maxLength(20))),
});
export type LostRequest = z.infer<typeof lostRequestSchema>;

/** `sub` of the JWT of a worker that speaks for itself and for no room. */
export const POOL_SUBJECT = 'pool';
/** A worker is taken for gone when it has not been heard of for this long. */
export const HEARTBEAT_EVERY_MS = 5_000;
export const WORKER_GONE_AFTER_MS = 12_000;

/** A worker lives. Each heartbeat also lets the API do what has become due. */
export const heartbeatRequestSchema = z.object({
	/** Of this process: another one after a restart. */
	worker: workerId,
	agentName: z.string().check(z.maxLength(128)),
	/** `accepting`: registered with LiveKit, and takes jobs. */
	state: z.enum(['accepting', 'draining']),
	/** Calls that it serves. */
	active: z.int().check(z.nonnegative()),
	/** Calls that it would serve at once; absent: it does not say. */
	slots: z.optional(z.int().check(z.nonnegative())),
	/** Number of the deploy that it belongs to: a higher one is newer. */
	release: z.optional(z.int().check(z.nonnegative())),
	/**
	 * Processes of jobs that have ended since the last heartbeat that was answered, by `why:exit`. Why: `served` a job,
	 * `idle`, `hung` or `outlived` its room and was ended for it. Exit: `exit_0`, `exit_1`, …, or a signal's name.
	 */
	ends: z.optional(
		z.record(z.string().check(z.regex(/^(served|idle|hung|outlived):(exit_\d{1,3}|SIG[A-Z0-9]{1,12})$/)), z.int()),
	),
});
export type HeartbeatRequest = z.infer<typeof heartbeatRequestSchema>;

export const heartbeatResponseSchema = z.object({
	/** `cordon`: take no more jobs, a newer release does. */
	instruction: z.enum(['accept', 'cordon']),
	/** Free slots of all workers of the stage that take jobs; absent: one of them does not say. */
	free: z.optional(z.int().check(z.nonnegative())),
});
export type HeartbeatResponse = z.infer<typeof heartbeatResponseSchema>;
