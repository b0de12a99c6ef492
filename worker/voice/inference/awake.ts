/**
 * A recogniser that is not told that the line is dead. The gateway ends a stream without sound, agents (1.9) ends the
 * session for it, and whoever types or has muted the microphone sends none.
 *
 * @module
 */
import type { stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';

/** As the gateway takes it; from the first sound on as that sound is: the stream resamples from one rate only. */
const RATE = 16_000;

function silence(rate: number): AudioFrame {
	const samples = rate / 10;
	return new AudioFrame(new Int16Array(samples), rate, 1, samples);
}

/** @param quietMs longest time without sound */
export function awake<Recogniser extends stt.STT>(recogniser: Recogniser, quietMs: number): Recogniser {
	const open = recogniser.stream.bind(recogniser);
	recogniser.stream = (options) => {
		const stream = open(options);
		const push = stream.pushFrame.bind(stream);
		let rate = RATE;
		const timer = setInterval(() => {
			try {
				push(silence(rate));
			} catch {
				// It has ended.
				clearInterval(timer);
			}
		}, quietMs);
		timer.unref();
		stream.pushFrame = (frame) => {
			timer.refresh();
			rate = frame.sampleRate;
			push(frame);
		};
		const close = stream.close.bind(stream);
		stream.close = () => {
			clearInterval(timer);
			close();
		};
		return stream;
	};
	return recogniser;
}
