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
	const { pcm } = await flite.synthesize('What is on my list');
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

/** Where in the sound these samples are, unchanged; -1 when they are not a part of it. */
function beginOf(samples: Int16Array): number {
	const bytes = (pcm: Int16Array) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
	const at = bytes(sound).indexOf(bytes(samples));
	return at === -1 ? -1 : at / 2;
}

test('an utterance is what was said, from before its first sound to soon after its last one', async () => {
	const samples = await utterance(await loadVad());
	const begin = beginOf(samples);
	expect(begin).toBeGreaterThan(0);
	expect(begin).toBeLessThan(RATE);
	const silenceHeard = begin + samples.length - (sound.length - RATE);
	expect(silenceHeard / RATE).toBeGreaterThan(0);
	expect(silenceHeard / RATE).toBeLessThan(0.5);
});

test('without the copy it is not: once this fails, the plugin is mended and the copy can go', async () => {
	const samples = await utterance(await silero.VAD.load({ minSilenceDuration: 250 }));
	expect(beginOf(samples)).toBe(-1);
	// Its beginning only was written over.
	expect(beginOf(samples.subarray(RATE / 2 + FRAME))).toBeGreaterThan(0);
});
