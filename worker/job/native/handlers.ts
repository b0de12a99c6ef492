/**
 * LiveKit's own room events, for a team to add to: one handler each, by LiveKit's name, all of them optional. A handler
 * may take its time, and what it throws is logged and ends no call.
 *
 * @module
 */
import {
	type ConnectionQuality,
	type DataPacketKind,
	type Participant,
	type RemoteParticipant,
	type RemoteTrack,
	type RemoteTrackPublication,
	type Room,
	RoomEvent,
	type TrackPublication,
} from '@livekit/rtc-node';
import type { Log } from '../../log.ts';
import { makeGuard } from './guard.ts';

/** What a handler can do. */
export interface CallInHand {
	readonly room: Room;
	/** The agent says it, after what it is saying; it is a turn of the conversation. */
	say(text: string): void;
	/** Never with what somebody has said, or a name. */
	readonly log: Log;
}

type Handled = void | Promise<void>;

export interface NativeHandlers {
	/** For those who were there first as well. */
	participantConnected?(participant: RemoteParticipant, call: CallInHand): Handled;
	/** A refresh is a leave and a return, under another sid. */
	participantDisconnected?(participant: RemoteParticipant, call: CallInHand): Handled;
	trackPublished?(publication: RemoteTrackPublication, participant: RemoteParticipant, call: CallInHand): Handled;
	trackUnpublished?(publication: RemoteTrackPublication, participant: RemoteParticipant, call: CallInHand): Handled;
	/** Sound only: no other kind of track is subscribed to. */
	trackSubscribed?(
		track: RemoteTrack,
		publication: RemoteTrackPublication,
		participant: RemoteParticipant,
		call: CallInHand,
	): Handled;
	trackUnsubscribed?(
		track: RemoteTrack,
		publication: RemoteTrackPublication,
		participant: RemoteParticipant,
		call: CallInHand,
	): Handled;
	trackMuted?(publication: TrackPublication, participant: Participant, call: CallInHand): Handled;
	trackUnmuted?(publication: TrackPublication, participant: Participant, call: CallInHand): Handled;
	/** Data packets, not streams. @param participant undefined: a server has sent it */
	dataReceived?(data: DataReceived, participant: RemoteParticipant | undefined, call: CallInHand): Handled;
	connectionQualityChanged?(quality: ConnectionQuality, participant: Participant, call: CallInHand): Handled;
	roomMetadataChanged?(metadata: string, call: CallInHand): Handled;
	participantMetadataChanged?(metadata: string | undefined, participant: Participant, call: CallInHand): Handled;
	/** Loudest first; empty: nobody speaks. */
	activeSpeakersChanged?(speakers: readonly Participant[], call: CallInHand): Handled;
}

export interface DataReceived {
	readonly payload: Uint8Array;
	readonly topic: string | undefined;
	readonly kind: DataPacketKind | undefined;
}

/** Before `connect`; the people of the join response emit no event: {@link greetNatively} is for them. */
export function handleNatively(handlers: NativeHandlers, call: CallInHand): void {
	const { room, log } = call;
	const guarded = makeGuard(log);
	room
		.on(
			RoomEvent.ParticipantConnected,
			guarded('participant_connected', (participant) => handlers.participantConnected?.(participant, call)),
		)
		.on(
			RoomEvent.ParticipantDisconnected,
			guarded('participant_disconnected', (participant) => handlers.participantDisconnected?.(participant, call)),
		)
		.on(
			RoomEvent.TrackPublished,
			guarded('track_published', (track, participant) => handlers.trackPublished?.(track, participant, call)),
		)
		.on(
			RoomEvent.TrackUnpublished,
			guarded('track_unpublished', (track, participant) => handlers.trackUnpublished?.(track, participant, call)),
		)
		.on(
			RoomEvent.TrackSubscribed,
			guarded('track_subscribed', (track, publication, participant) =>
				handlers.trackSubscribed?.(track, publication, participant, call),
			),
		)
		.on(
			RoomEvent.TrackUnsubscribed,
			guarded('track_unsubscribed', (track, publication, participant) =>
				handlers.trackUnsubscribed?.(track, publication, participant, call),
			),
		)
		.on(
			RoomEvent.TrackMuted,
			guarded('track_muted', (track, participant) => handlers.trackMuted?.(track, participant, call)),
		)
		.on(
			RoomEvent.TrackUnmuted,
			guarded('track_unmuted', (track, participant) => handlers.trackUnmuted?.(track, participant, call)),
		)
		.on(
			RoomEvent.DataReceived,
			guarded('data_received', (payload, participant, kind, topic) =>
				handlers.dataReceived?.({ payload, topic, kind }, participant, call),
			),
		)
		.on(
			RoomEvent.ConnectionQualityChanged,
			guarded('connection_quality_changed', (quality, participant) =>
				handlers.connectionQualityChanged?.(quality, participant, call),
			),
		)
		.on(
			RoomEvent.RoomMetadataChanged,
			guarded('room_metadata_changed', (metadata) => handlers.roomMetadataChanged?.(metadata, call)),
		)
		.on(
			RoomEvent.ParticipantMetadataChanged,
			guarded('participant_metadata_changed', (metadata, participant) =>
				handlers.participantMetadataChanged?.(metadata, participant, call),
			),
		)
		.on(
			RoomEvent.ActiveSpeakersChanged,
			guarded('active_speakers_changed', (speakers) => handlers.activeSpeakersChanged?.(speakers, call)),
		);
}

/** The room is connected. */
export function greetNatively(handlers: NativeHandlers, call: CallInHand): void {
	const greet = makeGuard(call.log)('participant_connected', (participant: RemoteParticipant) =>
		handlers.participantConnected?.(participant, call),
	);
	for (const participant of call.room.remoteParticipants.values()) greet(participant);
}
