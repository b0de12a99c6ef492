/**
 * `POST /api/agent/heartbeat`: a worker lives. Deadlines are driven by the pool, because no other part of a deployment
 * runs all the time.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { saveHeartbeat } from '../../operations/pool-record.ts';
import { SWEEP_LIMIT, sweep } from '../../operations/sweep.ts';
import { type HeartbeatResponse, heartbeatRequestSchema } from '../../protocol/agent.ts';
import { readBody } from '../body.ts';
import { workerOfPool } from './gate.ts';

export const heartbeatRoute = (deps: Deps) =>
	new Hono().post('/api/agent/heartbeat', async (c) => {
		const beat = await readBody(c, heartbeatRequestSchema);
		await workerOfPool(c, deps);
		const now = deps.now();
		const { pool, came } = await saveHeartbeat(deps, beat, now);
		// Who waits for an agent, even after all tries, has a deadline within their window.
		const until = came ? now + deps.policy.dispatchWindowMs : now;
		await sweep(deps, { limit: SWEEP_LIMIT, until, pool });
		c.set('outcome', came ? 'worker_came' : 'heard');
		return c.json({ instruction: 'accept' } satisfies HeartbeatResponse);
	});
