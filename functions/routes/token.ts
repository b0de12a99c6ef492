/**
 * `POST /api/livekit/token`: LiveKit's standard token endpoint. The room, the identity and the room's configuration are
 * ours; what a client asks of them is ignored.
 *
 * @module
 */
import { Hono } from 'hono';
import { viewOf } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import { Problem } from '../problem.ts';
import { formatRoomName, humanIdentity, parseRoomName } from '../protocol/names.ts';
import { type TokenResponse, tokenRequestSchema } from '../protocol/token.ts';
import { TRACE_HEADER, traceOf } from '../protocol/trace.ts';
import { DEPARTURE_MARGIN_SECONDS } from '../rooms/policy.ts';
import { readBody, snakeCased } from './body.ts';
import { hitsOf, refuseTooMany, refuseTooManyCalls } from './limits.ts';
import { asking, ownRoom, whoAsks } from './visitor-gate.ts';
import { wantedAgent } from './wanted-agent.ts';

const requestSchema = snakeCased(tokenRequestSchema);

export const tokenRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/token', async (c) => {
		const request = await readBody(c, requestSchema);
		const known = await whoAsks(c, deps);
		const named = request.room_name == null || parseRoomName(request.room_name) === null ? null : request.room_name;
		const returnsTo = named === null ? null : ownRoom(known, named).generation;
		const who = known ?? (await asking(deps, await deps.visitors.welcome(c), 'cookie'));
		if (known?.via === 'cookie') await deps.visitors.remember(c, known.visitor);

		const openCalls = deps.openCalls();
		const { facts, loaded, now } = await transact(
			deps,
			who,
			{
				kind: 'ask',
				timezone: request.timezone ?? null,
				agent: wantedAgent(request.room_config, deps.config),
				returnsTo,
				requestId: c.req.header('idempotency-key')?.slice(0, 64) ?? null,
				trace: traceOf(c.req.header(TRACE_HEADER)),
			},
			{
				// A page that waits for its token does not wait for a server that may be down.
				look: 'never',
				hits: hitsOf(c, deps, who, 'token'),
				admit: async (found, stored) => {
					refuseTooMany(deps)(found);
					refuseTooManyCalls(deps, stored, await openCalls);
				},
			},
		);
		if (facts === null) throw new Problem('internal_error');
		const { generation, room: open } = facts;
		const room = formatRoomName({ ...who, generation });
		const name = request.participant_name ?? '';
		const token = await deps.livekit.mint({
			room,
			identity: humanIdentity(who.conversation),
			name,
			agent: deps.policy.dispatch === 'automatic' ? null : (open.agent ?? deps.config.agentNames[0]),
			dispatch: { conversation: who.conversation, generation, nonce: deps.newId(), trace: open.trace ?? null },
			departureSeconds: deps.policy.graceMs / 1000 + DEPARTURE_MARGIN_SECONDS,
		});
		const body: TokenResponse = {
			server_url: deps.config.livekitUrl,
			participant_token: token,
			room_name: room,
			participant_name: name,
			lifecycle: deps.policy.lifecycle,
			conversation: viewOf(who, facts, loaded, now, deps.policy),
		};
		c.set('outcome', known === null ? 'new_visitor' : 'token');
		return c.json(body, 201);
	});
