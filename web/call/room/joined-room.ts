import {
	ConnectionError,
	ConnectionErrorReason,
	ConnectionState,
	DisconnectReason,
	type Room,
	RoomEvent,
} from 'livekit-client';
import {
	HEARS_TOPIC,
	type Hears,
	LIVEKIT,
	MESSAGE_ID_ATTRIBUTE,
	SENDER_ATTRIBUTE,
} from '../../../functions/protocol/call.ts';
import type { MicrophoneState } from '../microphone/create-microphone.ts';
import type { Message } from '../outbox/outbox.ts';
import { makePublishedMicrophone } from './published-microphone.ts';
import { listenToStreams, type StreamListener } from './streams.ts';

/** Everything after which the room is looked at again; what it looks like is never read from an event. */
const changes = [
	RoomEvent.ConnectionStateChanged,
	RoomEvent.ParticipantConnected,
	RoomEvent.ParticipantDisconnected,
	RoomEvent.ParticipantAttributesChanged,
	RoomEvent.TrackPublished,
	RoomEvent.TrackUnpublished,
	RoomEvent.TrackSubscribed,
	RoomEvent.TrackUnsubscribed,
	RoomEvent.AudioPlaybackStatusChanged,
	RoomEvent.Reconnected,
] as const;

export interface RoomListener extends StreamListener {
	changed(): void;
}

/**
 * How a stay in a room ended. `moved`: the same visitor joined from elsewhere. `removed`: somebody took this person out.
 * `dropped`: for any other reason, which the API knows better. `unreachable` and `refused`: there was none.
 */
export type Leave = 'moved' | 'removed' | 'dropped' | 'unreachable' | 'refused';

function leaveOf(reason: DisconnectReason | undefined): Leave {
	switch (reason) {
		case DisconnectReason.DUPLICATE_IDENTITY:
			return 'moved';
		case DisconnectReason.PARTICIPANT_REMOVED:
			return 'removed';
		default:
			return 'dropped';
	}
}

const isRefusal = (error: unknown): boolean =>
	error instanceof ConnectionError && error.reason === ConnectionErrorReason.NotAllowed;

export interface JoinedRoom {
	/** Joins, and resolves when the room is left, whoever wanted that. */
	stay(url: string, token: string): Promise<Leave>;
	leave(): void;
	follow(microphone: MicrophoneState): void;
	sendMessage(message: Message): Promise<void>;
	sendHears(hears: Hears): Promise<void>;
	/** To be called in a click: lets the page play sound. */
	startAudio(): Promise<void>;
}

/** Milliseconds. A page that finds no server says so before its person wonders. */
const timeouts = { websocketTimeout: 5_000, peerConnectionTimeout: 10_000 };

export function makeJoinedRoom(room: Room, on: RoomListener, now: () => number): JoinedRoom {
	const microphone = makePublishedMicrophone(room);
	let latest: MicrophoneState = { status: 'off' };
	for (const event of changes) room.on(event, on.changed);
	room.on(RoomEvent.Reconnected, () => microphone.follow(latest));
	listenToStreams(room, on, now);

	const send = (topic: string, text: string, attributes: Record<string, string> = {}) =>
		room.localParticipant.sendText(text, {
			topic,
			attributes: { ...attributes, [SENDER_ATTRIBUTE]: room.localParticipant.sid },
		});

	return {
		stay: async (url, token) => {
			const left = new Promise<Leave>((resolve) => {
				room.on(RoomEvent.Disconnected, (reason) => resolve(leaveOf(reason)));
			});
			try {
				await room.connect(url, token, timeouts);
			} catch (error) {
				return isRefusal(error) ? 'refused' : 'unreachable';
			}
			microphone.follow(latest);
			return left;
		},
		// `false`: the capture is not the room's to stop.
		leave: () => void room.disconnect(false).catch(() => {}),
		follow: (state) => {
			latest = state;
			if (room.state === ConnectionState.Connected) microphone.follow(state);
		},
		sendMessage: async ({ id, text }) => {
			await send(LIVEKIT.topic.chat, text, { [MESSAGE_ID_ATTRIBUTE]: id });
		},
		sendHears: async (hears) => {
			await send(HEARS_TOPIC, JSON.stringify(hears));
		},
		startAudio: () => room.startAudio(),
	};
}
