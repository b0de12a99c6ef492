/**
 * `POST /api/livekit/check`: a token for trying the way to LiveKit, in a room of its own that no agent serves. Nothing of
 * the conversation changes, no call begins, and nothing is stored.
 *
 * @module
 */
import { Hono } from 'hono';
import { recordKey } from '../conversations/record.ts';
import type { Deps } from '../deps.ts';
import type { CheckResponse } from '../protocol/check.ts';
import { hitsOf, refuseTooMany } from './limits.ts';
import { asking, whoAsks } from './visitor-gate.ts';

/** Whoever leaves does not come back to it. */
const DEPARTURE_SECONDS = 1;

export const checkRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/check', async (c) => {
		const who = (await whoAsks(c, deps)) ?? (await asking(deps, await deps.visitors.welcome(c), 'cookie'));
		const hits = hitsOf(c, deps, who, 'check');
		refuseTooMany(deps)(await deps.store.load(recordKey(who.stage, who.conversation), { last: 0, hits }));
		// No room key: everything that looks after rooms of ours leaves it alone.
		const id = `check-${deps.newId()}`;
		const body: CheckResponse = {
			server_url: deps.config.livekitUrl,
			participant_token: await deps.livekit.mint({
				room: id,
				identity: id,
				name: '',
				agent: null,
				dispatch: { conversation: who.conversation, generation: 0, nonce: id, trace: null },
				departureSeconds: DEPARTURE_SECONDS,
			}),
		};
		c.set('outcome', 'check');
		return c.json(body, 201);
	});
