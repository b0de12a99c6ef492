/**
 * Is somebody speaking? Told from the silence that a track carries when nobody does.
 *
 * @module
 */
import { loudness, VOICED } from '../../../e2e/hearing/loudness.ts';
import { fromPcm16 } from '../../../e2e/hearing/recording.ts';

/** What is shorter is a click. */
const LEAST_MS = 50;

/** Takes 16 bit samples as they come; true once there has been a voice, and from then on. */
export function listenForVoice(): (samples: Int16Array, ms: number) => boolean {
	let voicedMs = 0;
	let isHeard = false;
	return (samples, ms) => {
		voicedMs = loudness(fromPcm16(samples)) < VOICED ? 0 : voicedMs + ms;
		isHeard ||= voicedMs >= LEAST_MS;
		return isHeard;
	};
}
