/**
 * Ears of a caller by rtc-node: they listen to one track after the other, and tell when somebody speaks and when nobody
 * does.
 *
 * @module
 */
import { AudioStream, type RemoteAudioTrack } from '@livekit/rtc-node';
import { type Heard, hear, isVoiced, NOTHING_HEARD } from './heard.ts';

export interface Ear {
	/** Until the track ends. */
	listen(track: RemoteAudioTrack): void;
	/** False: somebody still spoke when the time was over. */
	quiet(forMs: number, withinMs: number): Promise<boolean>;
	/**
	 * The next thing that is said, to its end; null: nothing was begun in time.
	 *
	 * @param isOver whether a silence is the end of it
	 */
	answer(withinMs: number, isOver: () => boolean): Promise<Heard | null>;
}

const SOUND = { sampleRate: 16_000, numChannels: 1, frameSizeMs: 20 };
/** flite leaves up to 250 ms between sentences. */
const END_MS = 800;
/** The longest answer that is asked for takes 12 s. */
const LONGEST_MS = 40_000;

export function makeEar(): Ear {
	const listeners = new Set<() => void>();
	let background = NOTHING_HEARD;
	let heard = NOTHING_HEARD;

	function take(samples: Int16Array): void {
		const [voiced, at] = [isVoiced(samples), performance.now()];
		background = hear(background, voiced, SOUND.frameSizeMs, at);
		heard = hear(heard, voiced, SOUND.frameSizeMs, at);
		for (const listener of [...listeners]) listener();
	}
	async function follow(track: RemoteAudioTrack): Promise<void> {
		const frames = new AudioStream(track, SOUND).getReader();
		for (;;) {
			const { done, value } = await frames.read();
			if (done) return;
			take(value.data);
		}
	}
	/** Looked at with each frame. */
	function until(isSo: () => boolean, withinMs: number): Promise<boolean> {
		return new Promise((resolve) => {
			const done = (value: boolean) => {
				clearTimeout(timer);
				listeners.delete(look);
				resolve(value);
			};
			const look = () => {
				if (isSo()) done(true);
			};
			const timer = setTimeout(() => done(false), withinMs);
			listeners.add(look);
		});
	}
	return {
		listen(track) {
			// Ends with its room, and may end badly.
			follow(track).catch(() => {});
		},
		quiet(forMs, withinMs) {
			background = NOTHING_HEARD;
			return until(() => background.silentMs >= forMs, withinMs);
		},
		async answer(withinMs, isOver) {
			heard = NOTHING_HEARD;
			if (!(await until(() => heard.firstAt !== null, withinMs))) return null;
			await until(() => heard.silentMs >= END_MS && isOver(), LONGEST_MS);
			return heard;
		},
	};
}
