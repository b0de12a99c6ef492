/**
 * The worker's doors, `POST /api/agent/…`.
 *
 * @module
 */
import { Hono } from 'hono';
import { recordKey, writeTurn } from '../conversations/record.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { Problem } from '../problem.ts';
import {
	claimRequestSchema,
	endRequestSchema,
	joinedRequestSchema,
	stateRequestSchema,
	turnsRequestSchema,
} from '../protocol/agent.ts';
import { bind, claim } from '../rooms/claims.ts';
import { close } from '../rooms/closing.ts';
import { adoptedFacts } from '../rooms/facts.ts';
import { agentRoom } from './agent-gate.ts';
import { readBody } from './body.ts';
import { claimAnswer } from './claim-answer.ts';

const stale = () => new Problem('stale_epoch', 'Leave the room: another agent serves it.');

export const agentRoutes = (deps: Deps) =>
	new Hono()
		.post('/api/agent/claim', async (c) => {
			const request = await readBody(c, claimRequestSchema);
			const room = await agentRoom(c, deps, request.room);
			const { answer, loaded } = await transact(deps, room, (stored, now) => {
				const facts = stored ?? adoptedFacts(now, room.generation);
				const claimed = claim(facts, { generation: room.generation, jobId: request.jobId }, now, deps.policy);
				return { facts: claimed.facts, answer: claimed };
			});
			c.set('outcome', answer.outcome);
			if (!('epoch' in answer)) throw new Problem(answer.outcome, 'Leave without joining.');
			return c.json(claimAnswer(room, answer.facts, answer.epoch, loaded, deps.policy));
		})
		.post('/api/agent/joined', async (c) => {
			const request = await readBody(c, joinedRequestSchema);
			const room = await agentRoom(c, deps, request.room);
			const { answer } = await transact(deps, room, (stored, now) => {
				if (stored === null) return { facts: null, answer: 'stale_epoch' as const };
				const bound = bind(stored, { ...request, generation: room.generation }, now);
				return { facts: bound.facts, answer: bound.outcome };
			});
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw stale();
			return c.json({ outcome: answer });
		})
		.post('/api/agent/turns', async (c) => {
			const request = await readBody(c, turnsRequestSchema);
			const room = await agentRoom(c, deps, request.room);
			const key = recordKey(room.stage, room.conversation);
			const outcome = await deps.store.append(key, request.turns.map(writeTurn), request.epoch);
			c.set('outcome', outcome);
			if (outcome !== 'appended') throw stale();
			return c.json({ outcome });
		})
		.post('/api/agent/state', async (c) => {
			const request = await readBody(c, stateRequestSchema);
			const room = await agentRoom(c, deps, request.room);
			const { answer } = await transact(deps, room, (facts) => {
				if (facts === null || request.epoch < facts.epoch) return { facts, answer: 'stale_epoch' as const };
				const { todo = facts.todo, timezone = facts.timezone } = request;
				return { facts: { ...facts, todo, timezone }, answer: 'kept' as const };
			});
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw stale();
			return c.json({ outcome: answer });
		})
		.post('/api/agent/end', async (c) => {
			const request = await readBody(c, endRequestSchema);
			const room = await agentRoom(c, deps, request.room);
			const { answer } = await transact(deps, room, (facts, now) => {
				if (facts === null || request.epoch < facts.epoch) return { facts, answer: 'stale_epoch' as const };
				const closed = close(facts, room.generation, request.reason, now);
				return { facts: closed.facts, answer: closed.outcome };
			});
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw stale();
			if (answer === 'not_found') throw new Problem('not_found', 'No such generation.');
			return c.json({ outcome: answer });
		});
