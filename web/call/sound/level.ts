/**
 * How loud something is, from 0 to 1: the thin edge to Web Audio. Numbers come out of it, and nothing else is asked of it.
 *
 * @module
 */

export interface Meter {
	/** Root mean square of the last 40 ms; `null` while the browser does not let this page listen. */
	level(): number | null;
	stop(): void;
}

export type MeterOf = (stream: MediaStream) => Meter;

/**
 * One context for all. It is made with the first meter, so after the capture: before, the browser would keep it
 * suspended.
 *
 * @param newContext for tests
 */
export function makeMeters(signal: AbortSignal, newContext = () => new AudioContext()): MeterOf {
	let context: AudioContext | null = null;
	signal.addEventListener('abort', () => void context?.close());

	return (stream) => {
		context ??= newContext();
		const audio = context;
		const analyser = audio.createAnalyser();
		const source = audio.createMediaStreamSource(stream);
		source.connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		return {
			level: () => {
				if (audio.state !== 'running') {
					void audio.resume().catch(() => {});
					return null;
				}
				analyser.getFloatTimeDomainData(samples);
				return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
			},
			stop: () => source.disconnect(),
		};
	};
}

/** The clone hears also while the microphone is muted, which nobody else does. */
export function meterOfMicrophone(track: MediaStreamTrack, meterOf: MeterOf): Meter {
	const clone = track.clone();
	clone.enabled = true;
	const meter = meterOf(new MediaStream([clone]));
	return {
		level: meter.level,
		stop: () => {
			meter.stop();
			clone.stop();
		},
	};
}

/** Speech of a present voice is near the top. Steps of a tenth: what follows it is drawn anew only when it can be seen. */
export const shownLevel = (level: number): number => Math.min(10, Math.round(level * 40)) / 10;
