/**
 * What an agent writes into the conversation: turns, state, its end. A write with a stale epoch is refused.
 *
 * @module
 */
import { Hono } from 'hono';
import { recordKey, writeTurn } from '../../conversations/record.ts';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { endRequestSchema, stateRequestSchema, turnsRequestSchema } from '../../protocol/agent.ts';
import { readBody } from '../body.ts';
import { agentRoom } from './gate.ts';
import { answerWrite, staleEpoch } from './writing.ts';

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
				await transact(deps, room, { kind: 'write', writer, written: { what: 'turns' } }, { look: 'adopting' });
				outcome = await append();
			}
			c.set('outcome', outcome);
			if (outcome !== 'appended') throw staleEpoch();
			return c.json({ outcome });
		})
		.post('/api/agent/state', async (c) => {
			const { todo = null, timezone = null, ...by } = await readBody(c, stateRequestSchema);
			return answerWrite(c, deps, by, { what: 'state', todo, timezone }, 'adopting');
		})
		.post('/api/agent/end', async (c) => {
			const { reason, ...by } = await readBody(c, endRequestSchema);
			return answerWrite(c, deps, by, { what: 'end', reason }, reason === 'grace_expired' ? 'always' : undefined);
		});
