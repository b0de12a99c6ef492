/**
 * `POST /api/livekit/dispatch-agent`: "I see no agent". The server is looked at, and an agent is asked for when none is
 * there and none is on its way. Safe to ask again.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { isStaffed } from '../operations/pool.ts';
import { loadPool } from '../operations/pool-record.ts';
import { Problem } from '../problem.ts';
import { type DispatchResponse, dispatchRequestSchema } from '../protocol/dispatch.ts';
import { agentNeed, isServed } from '../rooms/dispatching.ts';
import type { Facts } from '../rooms/facts.ts';
import { readBody, snakeCased } from './body.ts';
import { hitsOf, refuseTooMany } from './limits.ts';
import { ownRoom, whoAsks } from './visitor-gate.ts';

const requestSchema = snakeCased(dispatchRequestSchema);

export const dispatchAgentRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/dispatch-agent', async (c) => {
		const request = await readBody(c, requestSchema);
		const room = ownRoom(await whoAsks(c, deps), request.room_name);
		const pool = await loadPool(deps);
		const { answer, facts, now, done } = await transact(
			deps,
			room,
			{
				kind: 'call_agent',
				generation: room.generation,
				timezone: request.timezone ?? null,
				timezoneOffset: request.timezone_offset ?? null,
				retry: request.retry ?? false,
				workerCameAt: pool.cameAt,
			},
			{ look: 'always', hits: hitsOf(c, deps, room, 'dispatch'), admit: refuseTooMany(deps) },
		);
		const dispatchId = done.find((one) => one.dispatchId !== null)?.dispatchId ?? null;
		if (answer === 'not_found' || facts === null) throw new Problem('not_found', 'That room is not open to you.');
		if (answer === 'room_closed') throw new Problem('room_closed', 'Ask for a new token.');
		const agent = agentOf(deps, facts, now, (name) => isStaffed(pool, name, now));
		c.set('outcome', dispatchId === null ? agent : 'dispatched');
		if (agent === 'unavailable') {
			const { until } = { until: now, ...agentNeed(facts.room, now, deps.policy) };
			throw new Problem('agent_unavailable', 'Try again.', { retryAfterMs: until - now });
		}
		return c.json({ dispatchId, reused: agent === 'present', agent } satisfies DispatchResponse);
	});

function agentOf(
	{ policy, config }: Deps,
	{ room }: Facts,
	now: number,
	isThere: (agentName: string) => boolean,
): DispatchResponse['agent'] | 'unavailable' {
	if (isServed(room, now, policy)) return 'present';
	const need = agentNeed(room, now, policy);
	if (need.need === 'wait' && need.why === 'claim_pending') return 'pending';
	if (!isThere(room.agent ?? config.agentNames[0])) return 'no_worker';
	return need.need === 'unavailable' ? 'unavailable' : 'pending';
}
