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
import { answerWrite, staleEpoch, writtenBy } from './writing.ts';

type EndOutcome = EndResponse['outcome'];

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
			const { todo, timezone, ...by } = await readBody(c, stateRequestSchema);
			return answerWrite(c, deps, {
				by,
				write: (facts) => ({
					facts: { ...facts, todo: todo ?? facts.todo, timezone: timezone ?? facts.timezone },
					answer: 'kept',
				}),
				options: { look: 'adopting' },
			});
		})
		.post('/api/agent/end', async (c) => {
			const { reason, ...by } = await readBody(c, endRequestSchema);
			const byGrace = reason === 'grace_expired';
			return answerWrite(c, deps, {
				by,
				write: (facts, generation, now) =>
					byGrace && isAwaited(facts.room, now, deps.policy)
						? { facts, answer: 'awaited' satisfies EndOutcome }
						: { facts: close(facts, generation, reason, now).facts, answer: 'closed' satisfies EndOutcome },
				closedBefore: 'already_closed' satisfies EndOutcome,
				...(byGrace ? { options: { look: 'always' } } : {}),
			});
		});
