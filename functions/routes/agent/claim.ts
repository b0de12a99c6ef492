/**
 * `POST /api/agent/claim`: "may I serve this room?", asked before the job connects.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { Problem } from '../../problem.ts';
import { type ClaimResponse, claimRequestSchema } from '../../protocol/agent.ts';
import { readBody } from '../body.ts';
import { claimAnswer } from './claim-answer.ts';
import { agentRoom } from './gate.ts';
import { knownFiles } from './known-files.ts';

export const claimRoute = (deps: Deps) =>
	new Hono().post('/api/agent/claim', async (c) => {
		const request = await readBody(c, claimRequestSchema);
		const room = await agentRoom(c, deps, request.room);
		const { generation } = room;
		const { jobId, worker } = request;
		const command = { kind: 'claim', generation, jobId, ...(worker === undefined ? {} : { worker }) } as const;
		const { answer, loaded } = await transact(deps, room, command, { look: 'adopting' });
		c.set('outcome', answer.outcome);
		if (!('epoch' in answer)) throw new Problem(answer.outcome, 'Leave without joining.');
		const known = claimAnswer(room, answer.facts, answer.epoch, loaded, deps.policy);
		return c.json({ ...known, ...(await knownFiles(deps.files, room, answer.facts)) } satisfies ClaimResponse);
	});
