/**
 * LiveKit's events as observations.
 *
 * @module
 */
import type { WebhookEvent } from '../livekit/index.ts';
import type { LifeSeen } from '../rooms/lives.ts';
import type { Observation } from '../rooms/observe.ts';

/** Nothing hangs on these: who is in the room is said by the others. */
const NOT_NEEDED = /^(track|egress|ingress|agent_job)_[a-z]+$/;
const NEEDED = ['room_started', 'room_finished', 'participant_joined', 'participant_left'] as const;
const ABORTED = 'participant_connection_aborted';

/** LiveKit adds events; one that we do not know is counted, so that somebody looks. */
export const isKnownEvent = (event: string): boolean =>
	NEEDED.some((known) => known === event) || event === ABORTED || NOT_NEEDED.test(event);

/**
 * Null: nothing hangs on it. The times are those of its arrival: `createdAt` has whole seconds of another clock, and a
 * grace may begin late but never early.
 */
export function observationOf(event: WebhookEvent, generation: number, at: number): Observation | null {
	const { room, participant } = event;
	const life = lifeOf(room, at);
	const person = participant && { ...participant, room: room?.sid ?? null, at };
	switch (event.event) {
		case 'room_started':
		case 'room_finished':
			return life && { kind: event.event, generation, at, life };
		case 'participant_joined':
			return person && { kind: 'joined', generation, at, life, person };
		case 'participant_left':
		case ABORTED:
			return person && { kind: 'left', generation, at, life, person };
		default:
			return null;
	}
}

function lifeOf(room: WebhookEvent['room'], at: number): LifeSeen | null {
	if (room === null || room.createdAt === null) return null;
	return { sid: room.sid, createdAt: room.createdAt, departureMs: room.departureMs, at };
}
