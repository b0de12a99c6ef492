/**
 * What a worker reports of a room: hints like webhooks, and without webhooks all that is heard.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { joinedRequestSchema, lostRequestSchema, participantsRequestSchema } from '../../protocol/agent.ts';
import { readBody } from '../body.ts';
import { agentRoom } from './gate.ts';
import { answerWrite } from './writing.ts';

export const reportRoutes = (deps: Deps) =>
	new Hono()
		.post('/api/agent/joined', async (c) => {
			const { sid, identity, roomSid = null, ...by } = await readBody(c, joinedRequestSchema);
			return answerWrite(c, deps, by, { what: 'joined', sid, identity, roomSid }, 'adopting');
		})
		.post('/api/agent/participants', async (c) => {
			const { people, ...by } = await readBody(c, participantsRequestSchema);
			const seen = people.map(({ roomSid = null, ...person }) => ({ ...person, roomSid }));
			return answerWrite(c, deps, by, { what: 'people', people: seen }, 'adopting');
		})
		.post('/api/agent/lost', async (c) => {
			const { room: name, jobId } = await readBody(c, lostRequestSchema);
			const room = await agentRoom(c, deps, name);
			const observation = { kind: 'job_lost', generation: room.generation, at: deps.now(), jobId } as const;
			const { answer } = await transact(deps, room, { kind: 'observe', observation, event: null });
			const outcome = answer === 'observed' ? 'lost' : 'known';
			c.set('outcome', outcome);
			return c.json({ outcome });
		});
