/**
 * The first sound of a call that somebody can hear. What a voice makes may begin with silence, so the samples themselves
 * are looked at; and it counts when the room's track has taken it, not when it was made.
 *
 * @module
 */
import { voice } from '@livekit/agents';

/** A hundredth of full scale: above the noise that a voice makes of silence, below any vowel. */
const AUDIBLE = 328;

const isAudible = (samples: Int16Array): boolean => samples.some((sample) => Math.abs(sample) >= AUDIBLE);

/**
 * Calls `onSent` once, and then leaves the output as it was. The track's source holds up to 200 ms, which are not waited
 * for.
 */
export function onFirstSound(output: voice.AudioOutput | null, onSent: () => void): void {
	if (output === null) return;
	const capture = output.captureFrame;
	/** The room takes what is said: until then a frame may be given up, because the person has gone or speaks. */
	let isPlaying = false;
	const started = () => {
		isPlaying = true;
	};
	const finished = () => {
		isPlaying = false;
	};
	output.on(voice.AudioOutput.EVENT_PLAYBACK_STARTED, started);
	output.on(voice.AudioOutput.EVENT_PLAYBACK_FINISHED, finished);
	output.captureFrame = async (frame) => {
		await capture.call(output, frame);
		if (!isPlaying || !isAudible(frame.data) || output.captureFrame === capture) return;
		output.captureFrame = capture;
		output.off(voice.AudioOutput.EVENT_PLAYBACK_STARTED, started);
		output.off(voice.AudioOutput.EVENT_PLAYBACK_FINISHED, finished);
		onSent();
	};
}
