/**
 * The gate of the worker's doors.
 *
 * @module
 */
import type { Context } from 'hono';
import { jwtVerify } from 'jose';
import type { Deps } from '../../deps.ts';
import { Problem } from '../../problem.ts';
import { AGENT_AUDIENCE, AGENT_TOKEN_SECONDS, POOL_SUBJECT } from '../../protocol/agent.ts';
import { parseRoomName, type RoomKey } from '../../protocol/names.ts';

/**
 * Checks that a job of this stage asks for its own room.
 *
 * @throws Problem 401 for every other token, participants' included; 404 for a room of another stage
 */
export async function agentRoom(c: Context, deps: Deps, name: string): Promise<RoomKey> {
	if (!(await isAgentToken(c, deps, name)))
		throw new Problem('unauthorized', 'Sign it with the LiveKit secret, for this room, for 60 s at most.');
	const room = parseRoomName(name);
	if (room === null || room.stage !== deps.config.stage) throw new Problem('not_found', 'No room of this stage.');
	return room;
}

/**
 * Checks that a worker speaks for itself.
 *
 * @throws Problem 401
 */
export async function workerOfPool(c: Context, deps: Deps): Promise<void> {
	if (!(await isAgentToken(c, deps, POOL_SUBJECT)))
		throw new Problem('unauthorized', 'Sign it with the LiveKit secret, for the pool, for 60 s at most.');
}

async function isAgentToken(c: Context, deps: Deps, subject: string): Promise<boolean> {
	const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
	if (token === undefined) return false;
	try {
		const { payload } = await jwtVerify(token, new TextEncoder().encode(deps.config.livekitApiSecret), {
			algorithms: ['HS256'],
			audience: AGENT_AUDIENCE,
			issuer: deps.config.livekitApiKey,
			subject,
			maxTokenAge: AGENT_TOKEN_SECONDS,
			clockTolerance: 10,
			requiredClaims: ['exp'],
		});
		return !('video' in payload);
	} catch {
		return false;
	}
}
