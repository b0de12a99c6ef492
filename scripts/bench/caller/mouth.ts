/**
 * A caller's microphone: open all the time, as a person's is, and silent most of it. What listens at the other end works
 * for silence too.
 *
 * @module
 */
import {
	AudioFrame,
	AudioSource,
	LocalAudioTrack,
	type Room,
	TrackPublishOptions,
	TrackSource,
} from '@livekit/rtc-node';

export interface Mouth {
	publish(room: Room): Promise<void>;
	/** @returns when the last of it was said, by `performance.now()` */
	say(pcm: Int16Array): Promise<number>;
	close(): Promise<void>;
}

const RATE = 16_000;
const FRAME_MS = 40;
const FRAME = (RATE * FRAME_MS) / 1000;
const QUEUE_MS = 200;

export function makeMouth(): Mouth {
	const source = new AudioSource(RATE, 1, QUEUE_MS);
	const track = LocalAudioTrack.createAudioTrack('microphone', source);
	let isOpen = true;
	let words: { readonly pcm: Int16Array; at: number; readonly said: (at: number) => void } | null = null;

	/** Speech where there is some to say, else silence. Each frame owns its memory: rtc-node reads the whole buffer. */
	function next(): Int16Array {
		const samples = new Int16Array(FRAME);
		if (words === null) return samples;
		samples.set(words.pcm.subarray(words.at, words.at + FRAME));
		words.at += FRAME;
		return samples;
	}
	async function speak(): Promise<void> {
		while (isOpen) {
			await source.captureFrame(new AudioFrame(next(), RATE, 1, FRAME));
			if (words === null || words.at < words.pcm.length) continue;
			words.said(performance.now() + source.queuedDuration);
			words = null;
		}
	}
	let speaking: Promise<void> | null = null;
	return {
		async publish(room) {
			const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: true });
			await room.localParticipant?.publishTrack(track, options);
			speaking ??= speak().catch(() => {});
		},
		say: (pcm) =>
			new Promise((said) => {
				words = { pcm, at: 0, said };
			}),
		async close() {
			isOpen = false;
			await speaking;
			await track.close();
		},
	};
}
