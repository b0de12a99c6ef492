/**
 * The operator's doors: what the store says beside what LiveKit says. All of them take `Authorization: Bearer OPS_TOKEN`.
 *
 * - `GET /api/livekit/rooms` ({@link roomsResponseSchema}), in one of three ways: `?limit=` rooms, those that are due first,
 *   with their people by LiveKit; `?after=&limit=` a page of all, in the order of their names, without; `?names=a,b` these,
 *   with
 * - `GET /api/livekit/agents` ({@link agentsResponseSchema}), of `?limit=` rooms, those that are due first
 * - `GET /api/livekit/stats` ({@link statsResponseSchema})
 * - `GET /api/livekit/rooms/:name/tape` ({@link tapeResponseSchema})
 * - `POST /api/livekit/rooms/:name/close` ({@link closeResponseSchema})
 * - `POST /api/livekit/gc`, `?dry=1`, `?after=` ({@link gcResponseSchema})
 *
 * @module
 */
import * as z from 'zod/mini';
import { phaseSchema } from './conversation.ts';

/** Milliseconds since the epoch, by the API's clock. */
const time = z.int();
const ms = z.int();
const count = z.int();

export const personViewSchema = z.object({
	sid: z.string(),
	identity: z.string(),
	kind: z.enum(['human', 'agent', 'other']),
});
export type PersonView = z.infer<typeof personViewSchema>;

export const agentViewSchema = z.object({
	room: z.string(),
	jobId: z.string(),
	/** The name under which its worker registers. */
	agentName: z.string(),
	epoch: count,
	/** Of its claim. `gone`: LiveKit lists it, and its claim is dead. */
	state: z.enum(['pending', 'bound', 'gone']),
	/** Since its claim. */
	ageMs: ms,
	/** The worker whose job it is; null: it did not say. */
	worker: z.nullable(z.string()),
});
export type AgentView = z.infer<typeof agentViewSchema>;

/**
 * - `tombstone`: the room was closed, and LiveKit still lists it
 * - `deserted`: no human for longer than grace and 30 s
 * - `unknown`: LiveKit lists it, and the store does not know it
 */
export const orphanSchema = z.enum(['tombstone', 'deserted', 'unknown']);
export type Orphan = z.infer<typeof orphanSchema>;

export const roomViewSchema = z.object({
	name: z.string(),
	/** By the store; null: it has no record of the conversation, or the room is not its current one. */
	stored: z.nullable(
		z.object({
			phase: phaseSchema,
			people: z.array(personViewSchema),
			agent: z.nullable(agentViewSchema),
			/** When it is looked at next; null: never. Absent: it is none of the many that are due first. */
			deadline: z.optional(z.nullable(time)),
			/** When the grace that has begun is over; null: none has. */
			graceEnds: z.nullable(time),
			/** From click to first sound, and in every log line. */
			trace: z.nullable(z.string()),
		}),
	),
	/** By LiveKit; null: it does not list the room. Absent: LiveKit did not answer. */
	listed: z.optional(
		z.nullable(
			z.object({
				sid: z.string(),
				createdAt: time,
				/** Absent: LiveKit was not asked who is there, as on a page of many rooms. */
				people: z.optional(z.array(personViewSchema)),
			}),
		),
	),
	orphan: z.nullable(orphanSchema),
	/** The record could not be read: that `stored` and `orphan` are null says nothing. */
	unread: z.optional(z.literal(true)),
});
export type RoomView = z.infer<typeof roomViewSchema>;

export const alertSchema = z.object({
	/** `agents_many`: more agents than ALERT_AGENTS. `agent_old`: one is older than ALERT_AGENT_HOURS. */
	alert: z.enum(['agents_many', 'agent_old', 'orphans', 'no_worker']),
	/** How many, or how many hours. */
	value: z.number(),
	limit: z.number(),
	room: z.optional(z.string()),
});
export type Alert = z.infer<typeof alertSchema>;

const looked = {
	at: time,
	/** False: LiveKit did not answer, and only the store speaks. */
	livekit: z.boolean(),
	/** There are more than were asked for, or some of them could not be read. */
	truncated: z.boolean(),
};

/** Rooms that are looked at by their names in one request. */
export const NAMES_AT_MOST = 50;

export const roomsResponseSchema = z.object({
	...looked,
	rooms: z.array(roomViewSchema),
	/** Of a page: the next one is asked for with `?after=` this. Absent: there is none. */
	after: z.optional(z.string()),
	/** Of a page: conversations that have a room, on all pages. */
	total: z.optional(count),
});
export type RoomsResponse = z.infer<typeof roomsResponseSchema>;

export const workerViewSchema = z.object({
	worker: z.string(),
	agentName: z.string(),
	state: z.enum(['accepting', 'draining']),
	active: count,
	/** Calls that it would serve at once; null: it does not say. */
	slots: z.nullable(count),
	/** Number of its deploy; null: it does not say. */
	release: z.nullable(count),
	/** Workers of a newer deploy take the jobs. */
	cordoned: z.boolean(),
	/** Since its last heartbeat. */
	silentMs: ms,
});
export type WorkerView = z.infer<typeof workerViewSchema>;

export const agentsResponseSchema = z.object({
	...looked,
	agents: z.array(agentViewSchema),
	/** Heard of within the last 12 s. */
	workers: z.array(workerViewSchema),
	alerts: z.array(alertSchema),
});
export type AgentsResponse = z.infer<typeof agentsResponseSchema>;

export const ledgerEntrySchema = z.object({
	at: time,
	room: z.string(),
	/** What was reclaimed. */
	what: z.enum(['room', 'agent']),
	why: z.enum(['tombstone', 'deserted', 'process_gone', 'replaced']),
	agents: count,
	/** How much longer its agents would have lived at most: up to ALERT_AGENT_HOURS. */
	agentMinutesSaved: z.number(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const statsResponseSchema = z.object({
	at: time,
	version: z.string(),
	stage: z.string(),
	/** Records that have a deadline: calls that go on or are being closed. */
	open: count,
	grace: z.object({
		started: count,
		cancelled: count,
		expired: count,
		/** Of those that have ended; null: none has. */
		meanMs: z.nullable(z.number()),
	}),
	/** `made`: beside the tokens' own. `retries`: not the first for its room. `losses`: agents whose process died. */
	dispatches: z.object({ made: count, retries: count, unavailable: count, losses: count }),
	/** Processes of jobs that have ended: `why:exit`, as `served:exit_0` or `hung:SIGKILL`. */
	jobs: z.object({ ends: z.record(z.string(), count), crashRate: z.nullable(z.number()) }),
	/** Of sweeps and full listings. */
	sweeps: z.object({ swept: count, listings: count, adopted: count }),
	ledger: z.object({ entries: z.array(ledgerEntrySchema), reclaimed: count, agentMinutesSaved: z.number() }),
	/** Everything that is counted, by its outcome. */
	counters: z.record(z.string(), count),
	alerts: z.array(alertSchema),
});
export type StatsResponse = z.infer<typeof statsResponseSchema>;

export const closeResponseSchema = z.object({ outcome: z.enum(['closed', 'already_closed']) });
export type CloseResponse = z.infer<typeof closeResponseSchema>;

/** What a sweep does to one room, and why. */
export const gcActionSchema = z.object({
	room: z.string(),
	/** `adopt`: the store begins a record. `look`: nothing is to be done but to look again. */
	does: z.enum(['delete_room', 'remove_participant', 'dispatch', 'adopt', 'look']),
	why: z.string(),
});
export type GcAction = z.infer<typeof gcActionSchema>;

export const gcResponseSchema = z.object({
	at: time,
	dry: z.boolean(),
	livekit: z.boolean(),
	/** Rooms of this stage that LiveKit lists. */
	listed: count,
	/** Records whose deadline had passed. */
	due: count,
	actions: z.array(gcActionSchema),
	/** It did not come to the end in its time: ask again, with `?after=` what is said below. */
	truncated: z.boolean(),
	/** The room to which the listing has come; null: to its end. */
	after: z.nullable(z.string()),
});
export type GcResponse = z.infer<typeof gcResponseSchema>;

/** Of one conversation: what was observed, asked and done, redacted. Lines of a tape file, for `npm run replay`. */
export const tapeResponseSchema = z.object({
	room: z.string(),
	/** What its decisions depend on, beside the facts. */
	policy: z.object({
		graceSeconds: z.number(),
		lifecycle: z.enum(['persistent', 'fresh']),
		dispatch: z.enum(['explicit', 'automatic']),
		maxCallSeconds: z.optional(z.number()),
	}),
	entries: z.array(z.unknown()),
});
export type TapeResponse = z.infer<typeof tapeResponseSchema>;
