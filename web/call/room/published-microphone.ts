import { LocalAudioTrack, type LocalTrack, type Room, Track } from 'livekit-client';
import type { MicrophoneState } from '../microphone/create-microphone.ts';

export interface PublishedMicrophone {
	/** Makes the room carry this microphone. Changes are made one after the other. */
	follow(microphone: MicrophoneState): void;
}

/** Sends another microphone in place of this one: who listens notices nothing. LiveKit refuses while it reconnects. */
const replaced = async (published: LocalTrack, track: MediaStreamTrack | null): Promise<boolean> =>
	track !== null &&
	(await published.replaceTrack(track, true).then(
		() => true,
		() => false,
	));

/** The capture is ours: LiveKit neither stops nor restarts it, so that it outlives a room that has to be joined again. */
export function makePublishedMicrophone(room: Room): PublishedMicrophone {
	let published: LocalTrack | null = null;
	let busy: Promise<void> = Promise.resolve();

	async function apply(microphone: MicrophoneState): Promise<void> {
		const track = 'track' in microphone ? microphone.track : null;
		if (published !== null && published.mediaStreamTrack !== track && !(await replaced(published, track))) {
			await room.localParticipant.unpublishTrack(published, false);
			published = null;
		}
		if (track === null) return;
		if (published !== null) {
			await (microphone.status === 'muted' ? published.mute() : published.unmute());
			return;
		}
		// Cast because livekit-client's own types do not fit each other under exactOptionalPropertyTypes (`processor`).
		const local = new LocalAudioTrack(track, undefined, true) as LocalTrack;
		// Before it is published, or the first words of somebody who muted would be heard.
		if (microphone.status === 'muted') await local.mute();
		await room.localParticipant.publishTrack(local, { source: Track.Source.Microphone });
		published = local;
	}

	return {
		follow: (microphone) => {
			// A room that is lost meanwhile refuses; the next one gets the microphone again.
			busy = busy.then(() => apply(microphone)).catch(() => {});
		},
	};
}
