/**
 * What an agent writes into the conversation: turns, state, its end. A write with a stale epoch is refused.
 *
 * @module
 */
import { Hono } from 'hono';
import { recordKey, writeTurn } from '../../conversations/record.ts';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { type EndResponse, endRequestSchema, stateRequestSchema, turnsRequestSchema } from '../../protocol/agent.ts';
import { isAwaited } from '../../rooms/arrival.ts';
import { close } from '../../rooms/closing.ts';
import { readBody } from '../body.ts';
import { agentRoom } from './gate.ts';
import { staleEpoch, writtenBy } from './reports.ts';

export const writeRoutes = (deps: Deps) =>
	new Hono()
		.post('/api/agent/turns', async (c) => {
			const { room: name, jobId, epoch, turns } = await readBody(c, turnsRequestSchema);
			const room = await agentRoom(c, deps, name);
			const key = recordKey(room.stage, room.conversation);
			const append = () => deps.store.append(key, turns.map(writeTurn), epoch);
			let outcome = await append();
			// The fence is all that is read; a record that was lost is begun anew by its agent.
			if (outcome === 'absent') {
				const writer = { generation: room.generation, jobId, epoch };
				await transact(
					deps,
					room,
					(stored, now) => ({
						facts: writtenBy(stored, writer, now) ?? stored,
						answer: null,
					}),
					{ look: 'adopting' },
				);
				outcome = await append();
			}
			c.set('outcome', outcome);
			if (outcome !== 'appended') throw staleEpoch();
			return c.json({ outcome });
		})
		.post('/api/agent/state', async (c) => {
			const { room: name, jobId, epoch, ...state } = await readBody(c, stateRequestSchema);
			const room = await agentRoom(c, deps, name);
			const { answer } = await transact(
				deps,
				room,
				(stored, now) => {
					const facts = writtenBy(stored, { generation: room.generation, jobId, epoch }, now);
					if (facts === null) return { facts: stored, answer: 'stale_epoch' as const };
					const { todo = facts.todo, timezone = facts.timezone } = state;
					return { facts: { ...facts, todo, timezone }, answer: 'kept' as const };
				},
				{ look: 'adopting' },
			);
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw staleEpoch();
			return c.json({ outcome: answer });
		})
		.post('/api/agent/end', async (c) => {
			const { room: name, jobId, epoch, reason } = await readBody(c, endRequestSchema);
			const room = await agentRoom(c, deps, name);
			const byGrace = reason === 'grace_expired';
			const { answer } = await transact(
				deps,
				room,
				(stored, now) => {
					if (stored !== null && room.generation < stored.generation)
						return { facts: stored, answer: 'already_closed' as const };
					const facts = writtenBy(stored, { generation: room.generation, jobId, epoch }, now);
					if (facts === null) return { facts: stored, answer: 'stale_epoch' as const };
					if (byGrace && isAwaited(facts.room, now, deps.policy)) return { facts, answer: 'awaited' as const };
					return { facts: close(facts, room.generation, reason, now).facts, answer: 'closed' as const };
				},
				byGrace ? { look: 'always' } : {},
			);
			c.set('outcome', answer);
			if (answer === 'stale_epoch') throw staleEpoch();
			return c.json({ outcome: answer } satisfies EndResponse);
		});
