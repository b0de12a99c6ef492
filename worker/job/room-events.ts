/**
 * LiveKit's own room events, by their names. Handlers do not block the room, and what they throw is logged.
 *
 * @module
 */
import { DisconnectReason, ParticipantKind, type RemoteParticipant, type Room, RoomEvent } from '@livekit/rtc-node';
import { type Log, nameOf } from '../log.ts';

export interface RoomHandlers {
	/** A human is in the room: called for those who were there first as well. */
	readonly onHuman: (sid: string, identity: string) => void;
	readonly onHumanLeft: (sid: string, identity: string) => void;
}

const MACHINES: readonly (ParticipantKind | undefined)[] = [
	ParticipantKind.AGENT,
	ParticipantKind.EGRESS,
	ParticipantKind.INGRESS,
];

export const isHuman = (participant: RemoteParticipant): boolean => !MACHINES.includes(participant.info.kind);

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
			if (isHuman(participant) && participant.sid) handlers.onHuman(participant.sid, participant.identity);
		}),
	);
	room.on(
		RoomEvent.ParticipantDisconnected,
		guarded('participant_disconnected', (participant: RemoteParticipant) => {
			if (!isHuman(participant) || !participant.sid) return;
			log({ level: 'info', event: 'human_left', reason: reasonName(participant.disconnectReason) });
			handlers.onHumanLeft(participant.sid, participant.identity);
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
		guarded('reconnecting', () => log({ level: 'warn', event: 'room_reconnecting' })),
	);
	room.on(
		RoomEvent.Reconnected,
		guarded('reconnected', () => log({ level: 'info', event: 'room_reconnected' })),
	);
}

export function greetPresent(room: Room, { onHuman }: RoomHandlers): void {
	for (const participant of room.remoteParticipants.values())
		if (isHuman(participant) && participant.sid) onHuman(participant.sid, participant.identity);
}

const reasonName = (reason: DisconnectReason | undefined): string =>
	reason === undefined ? 'UNKNOWN' : (DisconnectReason[reason] ?? String(reason));
