/**
 * `GET /api/conversation`: turns and phase; the only door that says whether a call has ended.
 * `DELETE /api/conversation`: forget everything.
 *
 * @module
 */
import { Hono } from 'hono';
import { RECENT_TURNS, readFacts, readTurns, recordKey } from '../conversations/record.ts';
import { emptyView, viewOf } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { filePrefix } from '../files/port.ts';
import { endOf } from '../rooms/tombstones.ts';
import { ownRoom, whoAsks } from './visitor-gate.ts';

export const conversationRoute = (deps: Deps) =>
	new Hono()
		.get('/api/conversation', async (c) => {
			const who = await whoAsks(c, deps);
			const asked = c.req.query('room');
			const room = asked === undefined ? null : ownRoom(who, asked);
			const before = c.req.query('before');
			if (who === null) return c.json(emptyView);
			const key = recordKey(who.stage, who.conversation);
			if (before !== undefined) {
				const page = await deps.store.list(key, { before, last: RECENT_TURNS });
				return c.json({ ...emptyView, turns: readTurns(page), cursor: page.before });
			}
			const loaded = await deps.store.load(key, { last: RECENT_TURNS });
			// A store that has lost the record cannot say that a call has ended: the page goes on by a new token.
			if (loaded.value === null) return c.json(room === null ? emptyView : { ...emptyView, ended: false });
			const facts = readFacts(loaded.value);
			const view = viewOf(who, facts, loaded, deps.now(), deps.policy);
			if (room === null) return c.json(view);
			const reason = endOf(facts, room.generation);
			return c.json({ ...view, ended: reason !== null, ...(reason === null ? {} : { end_reason: reason }) });
		})
		.delete('/api/conversation', async (c) => {
			const who = await whoAsks(c, deps);
			if (who === null) return c.json({ success: true });
			const { answer } = await transact(deps, who, { kind: 'forget' });
			c.set('outcome', answer);
			// What fails is asked for again: forgetting twice is success.
			await deps.files?.remove(filePrefix(who));
			return c.json({ success: true });
		});
