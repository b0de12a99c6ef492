/**
 * LiveKit's own room events, by their names. Handlers do not block the room, and what they throw is logged.
 *
 * @module
 */
import { DisconnectReason, ParticipantKind, type RemoteParticipant, type Room, RoomEvent } from '@livekit/rtc-node';
import { type Log, nameOf } from '../log.ts';
import type { Person } from './attendance.ts';

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
	const guarded =
		<A extends unknown[]>(event: string, handle: (...args: A) => void | Promise<void>) =>
		(...args: A): void => {
			Promise.resolve()
				.then(() => handle(...args))
				.catch((error: unknown) =>
					log({ level: 'error', event: 'handler_failed', handler: event, error: nameOf(error) }),
				);
		};

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
