/**
 * Who speaks, and when they stop: Silero's voice activity detection.
 *
 * @module
 */
import { type VAD, type VADEvent, VADEventType, type VADStream } from '@livekit/agents';
import * as silero from '@livekit/agents-plugin-silero';
import { AudioFrame } from '@livekit/rtc-node';

/**
 * Silence that ends an utterance, in ms. The plugin waits 550; agents' own VAD waits 250, which an answer comes the
 * sooner for, and the end of a turn has a delay of its own on top.
 */
const SILENCE_MS = 250;

/** A protected method of the plugin's stream: all of its events go through it. */
interface Sender {
	sendVADEvent(event: VADEvent): boolean;
}

const owning = ({ data, sampleRate, channels, samplesPerChannel }: AudioFrame): AudioFrame =>
	new AudioFrame(data.slice(), sampleRate, channels, samplesPerChannel);

/**
 * Silero VAD whose frames of speech own their memory. The plugin hands out views of the buffer into which it then writes
 * what comes next (agents-js#2254), so that a recogniser gets the tail of an utterance for its beginning. Copying where
 * the frames are read is too late: it has to be where they are sent.
 */
export async function loadVad(): Promise<VAD> {
	const vad = await silero.VAD.load({ minSilenceDuration: SILENCE_MS });
	const open = vad.stream.bind(vad);
	vad.stream = (): VADStream => {
		const stream = open();
		// `load` constructs the plugin's own class, so there is no subclass to override the method in.
		const sender = stream as unknown as Sender;
		const send = sender.sendVADEvent.bind(stream);
		sender.sendVADEvent = (event) =>
			send(event.type === VADEventType.END_OF_SPEECH ? { ...event, frames: event.frames.map(owning) } : event);
		return stream;
	};
	return vad;
}
