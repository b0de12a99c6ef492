/**
 * `POST /api/livekit/token`: LiveKit's standard token endpoint. The room, the identity and the room's configuration are
 * ours; what a client asks of them is ignored.
 *
 * @module
 */
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { viewOf } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { formatRoomName, humanIdentity, parseRoomName } from '../protocol/names.ts';
import { type TokenResponse, tokenRequestSchema } from '../protocol/token.ts';
import { ask } from '../rooms/asking.ts';
import { newFacts } from '../rooms/facts.ts';
import { readBody } from './body.ts';
import { asking, ownRoom, whoAsks } from './visitor-gate.ts';

/** SDKs send snake case or camel case. */
const requestSchema = z.pipe(
	z.pipe(
		z.record(z.string(), z.unknown()),
		z.transform((body) => Object.fromEntries(Object.entries(body).map(([key, value]) => [snakeCase(key), value]))),
	),
	tokenRequestSchema,
);
const snakeCase = (key: string): string => key.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

export const tokenRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/token', async (c) => {
		const request = await readBody(c, requestSchema);
		const known = await whoAsks(c, deps);
		if (request.room_name != null && parseRoomName(request.room_name) !== null) ownRoom(known, request.room_name);
		const who = known ?? (await asking(deps, await deps.visitors.welcome(c), 'cookie'));
		if (known?.via === 'cookie') await deps.visitors.remember(c, known.visitor);

		const { answer, facts, loaded, now } = await transact(deps, who, (before, at) => {
			const after = ask(before ?? newFacts(at), { timezone: request.timezone ?? null }, at);
			return { facts: after, answer: after };
		});
		const room = formatRoomName({ ...who, generation: answer.generation });
		const name = request.participant_name ?? '';
		const token = await deps.livekit.mint({
			room,
			identity: humanIdentity(who.conversation),
			name,
			dispatch: { conversation: who.conversation, generation: answer.generation, nonce: deps.newId() },
		});
		const body: TokenResponse = {
			server_url: deps.config.livekitUrl,
			participant_token: token,
			room_name: room,
			participant_name: name,
			conversation: viewOf(who, facts ?? answer, loaded, now, deps.policy),
		};
		c.set('outcome', known === null ? 'new_visitor' : 'token');
		return c.json(body, 201);
	});
