/** Samples of 16 kHz: 100 ms. */
const WINDOW = 1_600;
/** -46 dBFS. Whoever speaks into a microphone has -35 and more; the noise below had -52. */
const SPEECH = 0.005 * 0x7fff;

/**
 * Whether nobody can have spoken here. While the echo canceller of Chromium settles, in the first seconds of a capture,
 * it puts faint noise where the agent's voice would come back, and shapes it like that voice: a grammar hears "yes" in it.
 *
 * @param pcm mono, 16 kHz
 */
export function isQuiet(pcm: Int16Array): boolean {
	for (let from = 0; from < pcm.length; from += WINDOW) {
		const window = pcm.subarray(from, from + WINDOW);
		const power = window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
		if (power >= SPEECH ** 2) return false;
	}
	return true;
}
