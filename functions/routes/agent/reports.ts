/**
 * What a worker reports of a room: hints like webhooks, and without webhooks all that is heard.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { Problem } from '../../problem.ts';
import { joinedRequestSchema, lostRequestSchema, participantsRequestSchema } from '../../protocol/agent.ts';
import { asWriter, type Writer } from '../../rooms/claims.ts';
import { adoptedFacts, type Facts } from '../../rooms/facts.ts';
import { type Observation, observe } from '../../rooms/observe.ts';
import { readBody } from '../body.ts';
import { agentRoom } from './gate.ts';

export const staleEpoch = () => new Problem('stale_epoch', 'Leave the room: another agent serves it.');

/** The record with the writer as its agent; null when another one is. */
export const writtenBy = (stored: Facts | null, writer: Writer, now: number): Facts | null =>
	asWriter(stored ?? adoptedFacts(now, writer.generation), writer, now);

export const reportRoutes = (deps: Deps) =>
	new Hono()
		.post('/api/agent/joined', async (c) => {
			const { room: name, jobId, epoch, sid, identity, roomSid = null } = await readBody(c, joinedRequestSchema);
			const room = await agentRoom(c, deps, name);
			const { generation } = room;
			const { answer } = await transact(
				deps,
				room,
				(stored, now) => {
					const facts = writtenBy(stored, { generation, jobId, epoch }, now);
					if (facts === null) return { facts: stored, answer: 'stale_epoch' as const };
					const person = { sid, identity, kind: 'agent' as const, room: roomSid, at: now };
					return {
						facts: observe(facts, { kind: 'joined', generation, at: now, life: null, person }),
						answer: 'bound' as const,
					};
				},
				{ look: 'adopting' },
			);
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw staleEpoch();
			return c.json({ outcome: answer });
		})
		.post('/api/agent/participants', async (c) => {
			const { room: name, jobId, epoch, people } = await readBody(c, participantsRequestSchema);
			const room = await agentRoom(c, deps, name);
			const { generation } = room;
			const { answer } = await transact(
				deps,
				room,
				(stored, now) => {
					const facts = writtenBy(stored, { generation, jobId, epoch }, now);
					if (facts === null) return { facts: stored, answer: 'stale_epoch' as const };
					const seen = people.map(({ sid, identity, present, roomSid = null }): Observation => {
						const person = { sid, identity, kind: 'human' as const, room: roomSid, at: now };
						return present
							? { kind: 'joined', generation, at: now, life: null, person }
							: { kind: 'left', generation, at: now, life: null, person: { ...person, why: 'left' } };
					});
					return { facts: seen.reduce<Facts | null>(observe, facts), answer: 'observed' as const };
				},
				{ look: 'adopting' },
			);
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw staleEpoch();
			return c.json({ outcome: answer });
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
