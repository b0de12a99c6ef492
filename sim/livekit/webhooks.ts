/**
 * Webhooks: in the order of a room name, repeated after 1, 2, 4 and 8 s, dropped when they are 30 s old, sometimes twice,
 * and gone with the server. What was under way when it went arrives after what the next one says.
 *
 * @module
 */
import type { WebhookEvent } from '../../functions/livekit/port.ts';
import type { Reply } from '../api/network.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';
import type { LeaveReason, Room, Seat } from './model.ts';

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];
const OLDEST_MS = 30_000;
/** Within the server, until it is sent. */
const TELEMETRY_MS = [0, 60] as const;

export interface WebhooksOptions {
	readonly clock: Clock;
	readonly random: Random;
	/** Null: no one is told. */
	readonly deliver: ((event: WebhookEvent) => Promise<Reply<unknown>>) | null;
	/** What may go wrong now. */
	readonly doubles: () => boolean;
}

interface Queued {
	readonly event: WebhookEvent;
	readonly at: number;
}

export interface Webhooks {
	tell(event: string, room: Room, of: { readonly seat: Seat; readonly why: LeaveReason | null } | null): void;
	/** The server dies. */
	forget(): void;
	/** How many wait. */
	waiting(): number;
}

export function makeWebhooks({ clock, random, deliver, doubles }: WebhooksOptions): Webhooks {
	let queues = new Map<string, Queued[]>();
	let count = 0;

	async function run(name: string, own: typeof queues): Promise<void> {
		const queue = own.get(name) ?? [];
		while (own === queues) {
			const next = queue[0];
			if (next === undefined || deliver === null) break;
			if (clock.now() - next.at <= OLDEST_MS) await send(next.event, own, deliver);
			queue.shift();
		}
		own.delete(name);
	}

	async function send(
		event: WebhookEvent,
		own: typeof queues,
		post: (event: WebhookEvent) => Promise<Reply<unknown>>,
	): Promise<void> {
		for (const pause of [0, ...PAUSES_MS]) {
			if (pause > 0) await clock.wait(pause);
			if (own !== queues) return;
			const reply = await post(event);
			// A 4xx counts as delivered.
			const isDone = reply.outcome === 'ok' || (reply.outcome === 'refused' && reply.status < 500);
			if (isDone && doubles()) await post(event);
			if (isDone) return;
		}
	}

	return {
		tell(event, room, of) {
			if (deliver === null) return;
			count += 1;
			const id = `EV_${room.sid}_${event}_${of?.seat.sid ?? ''}_${count}`;
			const queued = { event: eventOf(id, event, room, of), at: clock.now() };
			const { name } = room;
			const queue = queues.get(name);
			if (queue !== undefined) {
				queue.push(queued);
				return;
			}
			queues.set(name, [queued]);
			const own = queues;
			clock.send({
				label: `telemetry of ${name}`,
				lane: `telemetry of ${name}`,
				ms: random.between(...TELEMETRY_MS),
				follows: true,
				deliver: () => void run(name, own),
			});
		},
		forget() {
			queues = new Map();
		},
		waiting: () => queues.size,
	};
}

function eventOf(
	id: string,
	event: string,
	{ name, sid, createdAt, departureMs }: Room,
	of: { readonly seat: Seat; readonly why: LeaveReason | null } | null,
): WebhookEvent {
	const room = { name, sid, createdAt, departureMs };
	if (of === null) return { event, id, room, participant: null };
	const { seat, why } = of;
	return {
		event,
		id,
		room,
		participant: {
			sid: seat.sid,
			identity: seat.identity,
			kind: seat.kind,
			why: why === 'replaced' || why === 'server_gone' ? why : 'left',
		},
	};
}
