/**
 * `POST /api/livekit/webhook`: hints of LiveKit, late, lost, doubled or out of order. LiveKit counts a 4xx as delivered
 * and repeats after a 5xx, so only a bad signature is answered 4xx.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { transact } from '../effects/transact.ts';
import type { WebhookEvent } from '../livekit/index.ts';
import { Problem } from '../problem.ts';
import { parseRoomName, type RoomKey } from '../protocol/names.ts';
import type { Observation } from '../rooms/observe.ts';
import { isKnownEvent, observationOf } from './webhook-events.ts';

export const webhookRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/webhook', async (c) => {
		const body = await c.req.text();
		const event = await deps.livekit.receiveWebhook(body, c.req.header('authorization') ?? '');
		if (event === null) throw new Problem('unauthorized', 'The signature does not match the body.');
		const known = isKnownEvent(event.event);
		c.set('event', known ? event.event : 'unknown');
		if (!known) await deps.store.count({ webhook_unknown: 1 });
		c.set('outcome', known ? await receive(deps, event) : 'counted');
		return c.json({ received: true });
	});

async function receive(deps: Deps, event: WebhookEvent): Promise<string> {
	const room = event.room === null ? null : parseRoomName(event.room.name);
	if (room === null || room.stage !== deps.config.stage) return 'foreign_room';
	const seen = observationOf(event, room.generation, deps.now());
	return seen === null ? 'not_needed' : fold(deps, room, event, seen);
}

async function fold(deps: Deps, room: RoomKey, { id, event }: WebhookEvent, observation: Observation): Promise<string> {
	const counts = { [`webhook:${event}`]: 1 };
	return (await transact(deps, room, { kind: 'observe', observation, event: id }, { counts })).answer;
}
