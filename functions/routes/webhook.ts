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
import { type Observation, observe } from '../rooms/observe.ts';
import { EVENTS_KEPT } from '../rooms/prune.ts';
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
	return seen === null ? 'not_needed' : fold(deps, room, event.id, seen);
}

async function fold(deps: Deps, room: RoomKey, id: string, seen: Observation): Promise<string> {
	const { answer } = await transact(deps, room, (stored) => {
		if (stored?.events.includes(id)) return { facts: stored, answer: 'repeated' };
		const facts = observe(stored, seen);
		if (facts === null) return { facts, answer: 'unknown_room' };
		if (facts === stored) return { facts, answer: 'known' };
		const events = [...facts.events, id].slice(-EVENTS_KEPT);
		return { facts: { ...facts, events }, answer: 'observed' };
	});
	return answer;
}
