/**
 * A real line: rtc-node joins as a person, without a microphone.
 *
 * @module
 */
import {
	AudioStream,
	ParticipantKind,
	type RemoteParticipant,
	type RemoteTrack,
	Room,
	RoomEvent,
	TrackKind,
} from '@livekit/rtc-node';
import { HEARS_TOPIC, type Hears, LIVEKIT, SENDER_ATTRIBUTE } from '../../../functions/protocol/call.ts';
import { type Line, NotLetIn, type Reached } from './line.ts';
import { listenForVoice } from './voice.ts';
import { whyNot } from './why-not.ts';

const SOUND = { sampleRate: 16_000, numChannels: 1, frameSizeMs: 10 };
/** It has heard nothing yet: the agent may begin. */
const HEARS: Hears = { turn: null, shown: 0 };

export const rtcLine: Line = {
	async join(url, token, agentName) {
		const room = new Room();
		const steps = { agent: signal(), track: signal(), voice: signal() } satisfies Record<Reached, Signal>;
		const isMeant = ({ kind, attributes }: RemoteParticipant) =>
			kind === ParticipantKind.AGENT && attributes[LIVEKIT.attribute.agentName] === agentName;

		const onAgent = (participant: RemoteParticipant) => {
			if (isMeant(participant)) steps.agent.give();
		};
		const onTrack = (track: RemoteTrack, _: unknown, participant: RemoteParticipant) => {
			if (!isMeant(participant) || track.kind !== TrackKind.KIND_AUDIO) return;
			steps.agent.give();
			steps.track.give();
			// Ends with the room, and may end badly.
			void listen(new AudioStream(track, SOUND), steps.voice.give).catch(() => {});
		};
		// Before it joins: what is there already is told while it does.
		room.on(RoomEvent.ParticipantConnected, onAgent);
		room.on(RoomEvent.TrackSubscribed, onTrack);
		await room.connect(url, token, { autoSubscribe: true, dynacast: false }).catch((error: unknown) => {
			throw new NotLetIn(whyNot(error));
		});
		for (const participant of room.remoteParticipants.values()) onAgent(participant);
		return {
			departureSeconds: room.departureTimeout,
			reached: (step) => steps[step].given,
			sayThatItHears: () => sayThatItHears(room),
			leave: async () => {
				await room.disconnect();
			},
		};
	},
};

interface Signal {
	readonly given: Promise<void>;
	readonly give: () => void;
}

function signal(): Signal {
	let give: () => void = () => {};
	const given = new Promise<void>((resolve) => {
		give = resolve;
	});
	return { given, give };
}

async function listen(stream: AudioStream, onVoice: () => void): Promise<void> {
	const isHeard = listenForVoice();
	const frames = stream.getReader();
	for (;;) {
		const { done, value } = await frames.read();
		if (done) return;
		if (isHeard(value.data, SOUND.frameSizeMs)) onVoice();
	}
}

async function sayThatItHears({ localParticipant }: Room): Promise<void> {
	await localParticipant?.sendText(JSON.stringify(HEARS), {
		topic: HEARS_TOPIC,
		attributes: { [SENDER_ATTRIBUTE]: localParticipant.sid ?? '' },
	});
}
