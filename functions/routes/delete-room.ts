/**
 * `POST /api/livekit/delete-room`: the person hangs up. Names the room, so that a late beacon of an old page closes
 * only the call that it was in.
 *
 * @module
 */
import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { Problem } from '../problem.ts';
import { readBody } from './body.ts';
import { ownRoom, whoAsks } from './visitor-gate.ts';

const requestSchema = z.object({ room_name: z.string() });

export const deleteRoomRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/delete-room', async (c) => {
		const request = await readBody(c, requestSchema, { beacon: true });
		const who = await whoAsks(c, deps);
		const room = ownRoom(who, request.room_name);
		const hangUp = { kind: 'close', generation: room.generation, reason: 'hung_up' } as const;
		const { answer } = await transact(deps, room, hangUp);
		if (answer === 'not_found') throw new Problem('not_found', 'That room is not open to you.');
		c.set('outcome', answer);
		return c.json({ success: true });
	});
