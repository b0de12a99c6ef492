/**
 * What the agent itself follows of its room's events: who is there, and whether it is there itself. A team's own handlers
 * are beside it (`native`).
 *
 * @module
 */
import { DisconnectReason, ParticipantKind, type RemoteParticipant, type Room, RoomEvent } from '@livekit/rtc-node';
import type { Log } from '../log.ts';
import type { Person } from './attendance.ts';
import { makeGuard } from './native/guard.ts';

export interface RoomHandlers {
	/** A human is in the room: called for those who were there first as well. */
	readonly onHuman: (human: Person) => void;
	/** @param isCertain the server gave a reason; what the agent's own reconnect makes up has none */
	readonly onHumanLeft: (human: Person, isCertain: boolean) => void;
	/** The agent has lost the room. */
	readonly onReconnecting: () => void;
	/** @param present the humans in the room, which the agent is in again */
	readonly onReconnected: (present: readonly Person[]) => void;
}

const MACHINES: readonly (ParticipantKind | undefined)[] = [
	ParticipantKind.AGENT,
	ParticipantKind.EGRESS,
	ParticipantKind.INGRESS,
];

/** Null for machines, and for who has no sid yet. */
const humanOf = ({ info, sid, identity }: RemoteParticipant): Person | null =>
	MACHINES.includes(info.kind) || !sid ? null : { sid, identity };

const humansIn = (room: Room): readonly Person[] =>
	[...room.remoteParticipants.values()].flatMap((participant) => humanOf(participant) ?? []);

/** Before `connect`; the people of the join response emit no event: {@link greetPresent} is for them. */
export function handleRoomEvents(room: Room, handlers: RoomHandlers, log: Log): void {
	const guarded = makeGuard(log);

	room.on(
		RoomEvent.ParticipantConnected,
		guarded('participant_connected', (participant: RemoteParticipant) => {
			const human = humanOf(participant);
			if (human !== null) handlers.onHuman(human);
		}),
	);
	room.on(
		RoomEvent.ParticipantDisconnected,
		guarded('participant_disconnected', (participant: RemoteParticipant) => {
			const human = humanOf(participant);
			if (human === null) return;
			const reason = participant.disconnectReason;
			log({ level: 'info', event: 'human_left', reason: reasonName(reason) });
			handlers.onHumanLeft(human, reason !== undefined);
		}),
	);
	room.on(
		RoomEvent.Disconnected,
		guarded('disconnected', (reason: DisconnectReason) => {
			// The job's own handler ends the job and drops the reason.
			log({ level: 'info', event: 'room_disconnected', reason: reasonName(reason) });
		}),
	);
	room.on(
		RoomEvent.Reconnecting,
		guarded('reconnecting', () => {
			log({ level: 'warn', event: 'room_reconnecting' });
			handlers.onReconnecting();
		}),
	);
	room.on(
		RoomEvent.Reconnected,
		guarded('reconnected', () => {
			log({ level: 'info', event: 'room_reconnected' });
			handlers.onReconnected(humansIn(room));
		}),
	);
}

export function greetPresent(room: Room, { onHuman }: RoomHandlers): void {
	for (const human of humansIn(room)) onHuman(human);
}

const reasonName = (reason: DisconnectReason | undefined): string =>
	reason === undefined ? 'UNKNOWN' : (DisconnectReason[reason] ?? String(reason));
