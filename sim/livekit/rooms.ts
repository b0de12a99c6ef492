/**
 * The rooms of the server and who is in them (livekit-server 1.13.5, as far as it was measured or read): a join creates
 * the room, the same identity evicts itself, who goes without a word is listed for 20 s, agents keep no room alive.
 *
 * @module
 */
import type { CallOff, Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import type { Client, JoinToken, LeaveReason, PersonSeen, Room, Seat } from './model.ts';
import type { Webhooks } from './webhooks.ts';

/** 10 s, 5 s and 5 s, measured as 20.0 to 22.1. */
const SILENCE_MS = [20_000, 22_000] as const;
/** A room that is made without a configuration. */
const DEFAULTS = { departureMs: 20_000, emptyMs: 300_000 };
/** It looks once a second, and counts in whole ones. */
const JITTER_MS = 1_000;
/** Somebody whose media never connect. */
const NEVER_ACTIVE_MS = 60_000;

export interface RoomsOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly webhooks: Webhooks;
	/** By how much the server's clock is ahead. */
	readonly aheadMs: number;
	/** A room was created: its dispatches are to be launched. */
	readonly onCreated: (room: Room, token: JoinToken | null) => void;
}

export type Rooms = ReturnType<typeof makeRooms>;

export function makeRooms({ clock, random, record, webhooks, aheadMs, onCreated }: RoomsOptions) {
	const rooms = new Map<string, Room>();
	const counts = new Map<string, number>();
	const closings = new Map<string, CallOff>();
	const silences = new Map<string, CallOff>();

	/** The same ones whatever happens elsewhere. */
	function nextSid(prefix: string, of: string): string {
		const count = (counts.get(prefix + of) ?? 0) + 1;
		counts.set(prefix + of, count);
		return `${prefix}_${of.replaceAll('.', '_')}_${count}`;
	}

	function create(name: string, token: JoinToken | null): Room {
		const { departureMs, emptyMs } = token?.config ?? DEFAULTS;
		const room: Room = {
			name,
			sid: nextSid('RM', name),
			createdAt: clock.now() + aheadMs,
			madeAt: clock.now(),
			departureMs,
			emptyMs,
			seats: new Map(),
			hadHuman: false,
			lastLeftAt: null,
		};
		rooms.set(name, room);
		record({ kind: 'room_started', room: name, sid: room.sid, departureMs });
		webhooks.tell('room_started', room, null);
		windClosing(room);
		onCreated(room, token);
		return room;
	}

	/** Closed by the server itself when no human is in it. */
	function windClosing(room: Room): void {
		closings.get(room.sid)?.();
		if ([...room.seats.values()].some(({ kind }) => kind === 'human')) return;
		const { hadHuman, lastLeftAt } = room;
		const at = hadHuman && lastLeftAt !== null ? lastLeftAt + room.departureMs : room.madeAt + room.emptyMs;
		const late = random.between(-JITTER_MS, JITTER_MS);
		closings.set(
			room.sid,
			clock.after(at + late - clock.now(), () => end(room, hadHuman ? 'departed' : 'empty')),
		);
	}

	function drop(seat: Seat, why: LeaveReason): void {
		const { room, sid } = seat;
		if (!seat.isThere) return;
		seat.isThere = false;
		room.seats.delete(sid);
		silences.get(sid)?.();
		room.lastLeftAt = clock.now();
		record({ kind: 'left', room: room.name, sid, identity: seat.identity, who: seat.kind, why });
		if (why !== 'server_killed') {
			webhooks.tell(seat.active ? 'participant_left' : 'participant_connection_aborted', room, { seat, why });
			for (const other of room.seats.values()) other.client.went(seat);
		}
		seat.client.dropped(why);
		windClosing(room);
	}

	function end(room: Room, why: 'deleted' | 'departed' | 'empty' | 'server_gone' | 'server_killed'): void {
		if (rooms.get(room.name) !== room) return;
		rooms.delete(room.name);
		const reason = why === 'departed' || why === 'empty' ? 'closed' : why;
		for (const seat of [...room.seats.values()]) drop(seat, reason);
		closings.get(room.sid)?.();
		record({ kind: 'room_finished', room: room.name, sid: room.sid, why });
		if (why !== 'server_killed') webhooks.tell('room_finished', room, null);
	}

	return {
		find: (name: string): Room | undefined => rooms.get(name),
		all: (): readonly Room[] => [...rooms.values()],
		/** `createDispatch` on a missing name does that. */
		create: (name: string): Room => rooms.get(name) ?? create(name, null),
		join(token: JoinToken, client: Client): { readonly seat: Seat; readonly others: readonly PersonSeen[] } {
			const { identity, kind, agentName } = token;
			const room = rooms.get(token.room) ?? create(token.room, token);
			const before = [...room.seats.values()].find((seat) => seat.identity === identity);
			if (before !== undefined) drop(before, 'replaced');
			const sid = nextSid('PA', identity);
			const seat: Seat = { sid, identity, kind, agentName, room, client, active: false, isThere: true };
			const others = [...room.seats.values()].map(seen);
			room.seats.set(sid, seat);
			for (const other of room.seats.values()) if (other !== seat) other.client.came(seen(seat));
			if (kind === 'human') room.hadHuman = true;
			record({ kind: 'joined', room: room.name, roomSid: room.sid, sid, identity, who: kind });
			windClosing(room);
			clock.after(NEVER_ACTIVE_MS, () => {
				if (!seat.active) drop(seat, 'timed_out');
			});
			return { seat, others };
		},
		/** Its media are connected. Who is in the room was told when it joined. */
		activate(seat: Seat): void {
			if (!seat.isThere || seat.active) return;
			seat.active = true;
			webhooks.tell('participant_joined', seat.room, { seat, why: null });
		},
		drop,
		/** Nothing is heard of it any more. */
		isSilent(seat: Seat): void {
			if (!seat.isThere) return;
			silences.get(seat.sid)?.();
			silences.set(
				seat.sid,
				clock.after(random.between(...SILENCE_MS), () => drop(seat, 'timed_out')),
			);
		},
		isHeard: (seat: Seat): void => silences.get(seat.sid)?.(),
		delete(name: string): boolean {
			const room = rooms.get(name);
			if (room !== undefined) end(room, 'deleted');
			return room !== undefined;
		},
		endAll(why: 'server_gone' | 'server_killed'): void {
			for (const room of [...rooms.values()]) end(room, why);
		},
	};
}

export const seen = ({ sid, identity, kind }: PersonSeen): PersonSeen => ({ sid, identity, kind });
