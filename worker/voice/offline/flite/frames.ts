import { AudioFrame } from '@livekit/rtc-node';
import { FLITE_SAMPLE_RATE } from './wav.ts';

/** The first frame is short, so that the sound starts at once; the later ones are long, so that there are few. */
const FIRST = 0.02 * FLITE_SAMPLE_RATE;
const LATER = 0.08 * FLITE_SAMPLE_RATE;

/**
 * Cuts sound into frames of 20 ms, then 80 ms. Each owns its memory: rtc-node hands the whole buffer under a view to the
 * native side (`AudioFrame.protoInfo`), which would play the beginning again and again.
 */
export function* cutFrames(pcm: Int16Array): Generator<AudioFrame, void> {
	let start = 0;
	while (start < pcm.length) {
		const samples = pcm.slice(start, start + (start === 0 ? FIRST : LATER));
		yield new AudioFrame(samples, FLITE_SAMPLE_RATE, 1, samples.length);
		start += samples.length;
	}
}
