/**
 * `POST /api/agent/heartbeat`: a worker lives. Deadlines are driven by the pool, because no other part of a deployment
 * runs all the time.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { freeSlots, isCordoned } from '../../operations/cordon.ts';
import type { Pool } from '../../operations/pool.ts';
import { saveHeartbeat } from '../../operations/pool-record.ts';
import { tick } from '../../operations/tick.ts';
import { type HeartbeatRequest, type HeartbeatResponse, heartbeatRequestSchema } from '../../protocol/agent.ts';
import { readBody } from '../body.ts';
import { workerOfPool } from './gate.ts';

export const heartbeatRoute = (deps: Deps) =>
	new Hono().post('/api/agent/heartbeat', async (c) => {
		const beat = await readBody(c, heartbeatRequestSchema);
		await workerOfPool(c, deps);
		const now = deps.now();
		const { pool, came, listing } = await saveHeartbeat(deps, beat, now);
		// Who waits for an agent, even after all tries, has a deadline within their window.
		const until = came ? now + deps.policy.dispatchWindowMs : now;
		await tick(deps, { until, pool, listing });
		await countEnds(deps, beat);
		c.set('outcome', came ? 'worker_came' : 'heard');
		return c.json(answerTo(beat, pool, now));
	});

function answerTo({ worker }: HeartbeatRequest, pool: Pool, now: number): HeartbeatResponse {
	const asker = pool.workers[worker];
	const free = freeSlots(pool, now);
	return {
		instruction: asker !== undefined && isCordoned(asker, pool, now) ? 'cordon' : 'accept',
		...(free === null ? {} : { free }),
	};
}

/** For statistics, when nothing can fail any more: a worker whose beat was not answered tells of them again. */
async function countEnds({ store, log }: Deps, { ends = {} }: HeartbeatRequest): Promise<void> {
	const counts = Object.entries(ends).map(([end, count]) => [`job_end:${end}`, count]);
	if (counts.length === 0) return;
	await store.count(Object.fromEntries(counts)).catch(() => log({ level: 'warn', event: 'count_lost' }));
}
