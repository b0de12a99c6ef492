import { ReadableStream } from 'node:stream/web';
import { initializeLogger, type VAD, VADEventType } from '@livekit/agents';
import * as silero from '@livekit/agents-plugin-silero';
import { AudioFrame } from '@livekit/rtc-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFlite } from './offline/flite/speech.ts';
import { loadVad } from './vad.ts';

const RATE = 16_000;
const FRAME = RATE / 50;
const flite = makeFlite({ voice: 'kal16' });
let sound: Int16Array;

beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	const { pcm } = await flite.synthesize('What is on my list, please?');
	sound = new Int16Array(RATE + pcm.length + RATE);
	sound.set(pcm, RATE);
});
afterAll(() => flite.close());

/** The frame of speech that comes with the end of the utterance. */
async function utterance(vad: VAD): Promise<Int16Array> {
	const stream = vad.stream();
	stream.updateInputStream(
		new ReadableStream<AudioFrame>({
			start(controller) {
				for (let at = 0; at + FRAME <= sound.length; at += FRAME)
					controller.enqueue(new AudioFrame(sound.slice(at, at + FRAME), RATE, 1, FRAME));
				controller.close();
			},
		}),
	);
	for await (const event of stream) {
		if (event.type !== VADEventType.END_OF_SPEECH) continue;
		stream.close();
		const [frame] = event.frames;
		if (frame === undefined) throw new Error('an utterance without a frame');
		return frame.data;
	}
	throw new Error('the stream ended before the utterance');
}

/** Whether these samples are a part of the sound, unchanged. */
function isHeard(samples: Int16Array): boolean {
	const bytes = (pcm: Int16Array) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
	return bytes(sound).includes(bytes(samples));
}

test('an utterance is what was said, from before its first sound to its end', async () => {
	const samples = await utterance(await loadVad());
	expect(samples.length / RATE).toBeGreaterThan(1.5);
	expect(isHeard(samples)).toBe(true);
});

test('without the copy it is not: once this fails, the plugin is mended and the copy can go', async () => {
	const samples = await utterance(await silero.VAD.load({ minSilenceDuration: 250 }));
	expect(isHeard(samples)).toBe(false);
	// Its beginning only was written over.
	expect(isHeard(samples.subarray(RATE / 2 + FRAME))).toBe(true);
});

test('the end of speech is noticed within half a second', async () => {
	const samples = await utterance(await loadVad());
	const end = Buffer.from(sound.buffer).indexOf(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
	const silenceHeard = end / 2 + samples.length - (sound.length - RATE);
	expect(silenceHeard / RATE).toBeLessThan(0.5);
});
