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
import { close } from '../rooms/closing.ts';
import { lostFacts } from '../rooms/facts.ts';
import { readBody } from './body.ts';
import { ownRoom, whoAsks } from './visitor-gate.ts';

const requestSchema = z.object({ room_name: z.string() });

export const deleteRoomRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/delete-room', async (c) => {
		const request = await readBody(c, requestSchema, { beacon: true });
		const who = await whoAsks(c, deps);
		const room = ownRoom(who, request.room_name);
		const { answer } = await transact(deps, room, (facts, now) => {
			const known = facts ?? lostFacts(room.generation, now);
			if (known === null) return { facts, answer: 'not_found' as const };
			const closed = close(known, room.generation, 'hung_up', now);
			return { facts: closed.facts, answer: closed.outcome };
		});
		if (answer === 'not_found') throw new Problem('not_found', 'That room is not open to you.');
		c.set('outcome', answer);
		return c.json({ success: true });
	});
