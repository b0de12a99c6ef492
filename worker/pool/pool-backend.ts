/**
 * The way to the API of the worker's own process, which outlives its jobs.
 *
 * @module
 */
import {
	type HeartbeatRequest,
	type HeartbeatResponse,
	heartbeatResponseSchema,
	type LostRequest,
	POOL_SUBJECT,
} from '../../functions/protocol/agent.ts';
import { type Answer, type ApiAccess, makeDoor, type Patience } from '../door.ts';

export interface PoolBackend {
	/** The process of a job has ended. */
	lost(request: LostRequest): Promise<Answer<unknown>>;
	/** This worker lives. */
	heartbeat(request: HeartbeatRequest): Promise<Answer<HeartbeatResponse>>;
}

export interface PoolPatience {
	readonly lost: Patience;
	readonly heartbeat: Patience;
}

const PATIENCE: PoolPatience = {
	// A caller waits for another agent, and nobody else has seen that this one has gone: 15 s of trying.
	lost: { timeoutMs: 3_000, pausesMs: [100, 200, 400, 800, 1_500, 2_000, 3_000, 3_000, 3_000], withinMs: 15_000 },
	// The API does what is due before it answers, for up to 4 s. The next beat is the repetition.
	heartbeat: { timeoutMs: 6_000, pausesMs: [] },
};

export function makePoolBackend(access: ApiAccess, patience: PoolPatience = PATIENCE): PoolBackend {
	const lost = makeDoor(access, patience.lost);
	const heartbeat = makeDoor(access, patience.heartbeat);
	return {
		lost: (request) => lost('lost', request.room, request),
		heartbeat: (request) => heartbeat('heartbeat', POOL_SUBJECT, request, heartbeatResponseSchema),
	};
}
