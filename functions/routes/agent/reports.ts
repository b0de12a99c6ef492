/**
 * What a worker reports of a room: hints like webhooks, and without webhooks all that is heard.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { joinedRequestSchema, lostRequestSchema, participantsRequestSchema } from '../../protocol/agent.ts';
import type { Facts } from '../../rooms/facts.ts';
import { type Observation, observe } from '../../rooms/observe.ts';
import { readBody } from '../body.ts';
import { agentRoom } from './gate.ts';
import { answerWrite } from './writing.ts';

export const reportRoutes = (deps: Deps) =>
	new Hono()
		.post('/api/agent/joined', async (c) => {
			const { sid, identity, roomSid = null, ...by } = await readBody(c, joinedRequestSchema);
			return answerWrite(c, deps, {
				by,
				write: (facts, generation, at) => {
					const person = { sid, identity, kind: 'agent' as const, room: roomSid, at };
					return { facts: observe(facts, { kind: 'joined', generation, at, life: null, person }), answer: 'bound' };
				},
				options: { look: 'adopting' },
			});
		})
		.post('/api/agent/participants', async (c) => {
			const { people, ...by } = await readBody(c, participantsRequestSchema);
			return answerWrite(c, deps, {
				by,
				write: (facts, generation, at) => {
					const seen = people.map(({ sid, identity, present, roomSid = null }): Observation => {
						const person = { sid, identity, kind: 'human' as const, room: roomSid, at };
						return present
							? { kind: 'joined', generation, at, life: null, person }
							: { kind: 'left', generation, at, life: null, person: { ...person, why: 'left' } };
					});
					return { facts: seen.reduce<Facts | null>(observe, facts), answer: 'observed' };
				},
				options: { look: 'adopting' },
			});
		})
		.post('/api/agent/lost', async (c) => {
			const { room: name, jobId } = await readBody(c, lostRequestSchema);
			const room = await agentRoom(c, deps, name);
			const { answer } = await transact(deps, room, (stored, now) => {
				const facts = observe(stored, { kind: 'job_lost', generation: room.generation, at: now, jobId });
				return { facts, answer: facts === stored ? ('known' as const) : ('lost' as const) };
			});
			c.set('outcome', answer);
			return c.json({ outcome: answer });
		});
