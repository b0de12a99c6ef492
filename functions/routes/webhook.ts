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
import { adoptedFacts, type Facts } from '../rooms/facts.ts';
import { finished } from '../rooms/lives.ts';
import { joined, left } from '../rooms/people.ts';

export const webhookRoute = (deps: Deps) =>
	new Hono().post('/api/livekit/webhook', async (c) => {
		const body = await c.req.text();
		const event = await deps.livekit.receiveWebhook(body, c.req.header('authorization') ?? '');
		if (event === null) throw new Problem('unauthorized', 'The signature does not match the body.');
		const room = event.room === null ? null : parseRoomName(event.room.name);
		c.set('event', event.event);
		c.set('outcome', await observe(deps, event, room));
		return c.json({ received: true });
	});

async function observe(deps: Deps, event: WebhookEvent, room: RoomKey | null): Promise<string> {
	if (room === null || room.stage !== deps.config.stage) return 'foreign_room';
	const fold = foldOf(event);
	if (fold === null) return 'counted';
	const { answer } = await transact(deps, room, (stored, now) => {
		const facts = stored ?? (event.event === 'participant_joined' ? adoptedFacts(now, room.generation) : null);
		if (facts === null) return { facts: null, answer: 'unknown_room' };
		if (room.generation !== facts.generation) return { facts: stored, answer: 'other_generation' };
		const after = fold(facts.room, now);
		if (after === facts.room && stored !== null) return { facts: stored, answer: 'known' };
		return { facts: { ...facts, room: after }, answer: 'observed' };
	});
	return answer;
}

type Fold = (room: Facts['room'], now: number) => Facts['room'];

function foldOf({ event, room, participant }: WebhookEvent): Fold | null {
	switch (event) {
		case 'participant_joined':
			return participant && ((facts, now) => joined(facts, { ...participant, at: participant.joinedAt ?? now }));
		case 'participant_left':
		case 'participant_connection_aborted':
			return participant && ((facts, now) => left(facts, { ...participant, at: now }));
		case 'room_finished':
			return room && ((facts) => finished(facts, room.sid));
		default:
			return null;
	}
}
