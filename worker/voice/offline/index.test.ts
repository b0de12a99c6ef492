import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { initializeLogger, stt } from '@livekit/agents';
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeFlite } from './flite/speech.ts';
import { offlineListens, type WarmOfflineVoice, warmOfflineVoice } from './index.ts';
import { findPocketsphinx } from './pocketsphinx/find.ts';

const env = process.env;
const found = findPocketsphinx(env);
const skipped = found.outcome === 'absent' ? `, skipped: found no ${found.missing}` : '';

/** What agents asks a room for: 20 ms at 24 kHz. */
const ROOM_RATE = 24_000;
const ROOM_FRAME = ROOM_RATE / 50;
/** Long enough to end an utterance. */
const PAUSE = new Int16Array(0.8 * 16_000);

let warm: WarmOfflineVoice;
const options = { env, random: () => 0, newId: () => 'id' };

beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	warm = await warmOfflineVoice(options);
});
afterAll(() => warm.close());

describe('a warm offline voice', () => {
	test('listens to what this machine can understand', async () => {
		expect(warm.listens).toBe(found.outcome === 'present' ? 'speech' : 'text');
		expect(offlineListens(env)).toBe(warm.listens);
		expect(offlineListens({})).toBe('text');
	});

	test('is typed to where the recogniser is of no use, and says why', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'greenroom-broken-'));
		onTestFinished(() => rm(folder, { recursive: true }));
		const model = join(folder, 'share/pocketsphinx/model/en-us');
		for (const file of ['bin/pocketsphinx_batch', 'en-us', 'cmudict-en-us.dict', 'en-us-phone.lm.bin']) {
			const path = file.startsWith('bin') ? join(folder, file) : join(model, file);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, '');
		}
		const reasons: unknown[] = [];
		const deaf = await warmOfflineVoice({
			...options,
			env: { PATH: join(folder, 'bin') },
			onDeaf: (error) => reasons.push(error),
		});
		expect(deaf.listens).toBe('text');
		expect(deaf.make({ now: () => 0, timezone: null }).stt).toBeUndefined();
		expect(String(reasons)).toContain('not in the pronunciation dictionary');
		await deaf.close();
	});

	test('has said its greeting before it is asked to', async () => {
		const { tts, prepare } = warm.make({ now: () => 0, timezone: null });
		prepare?.('Hello, I am the offline demo of Greenroom.');
		const stream = tts.synthesize('Hello, I am the offline demo of Greenroom.');
		const { value } = await stream.next();
		expect(value?.frame.samplesPerChannel).toBe(320);
		stream.close();
	});
});

describe.skipIf(found.outcome === 'absent')(`spoken commands${skipped}`, () => {
	const COMMANDS = ['hello', 'add milk to my list', 'what time is it in london', 'count to ten'];
	const OTHERS = ['could you book me a flight to boston', 'the quick brown fox jumps over the lazy dog'];

	/** Somebody else's voice than the agent's, with pauses, at the sample rate of a room. */
	async function spoken(sentences: readonly string[]): Promise<AudioFrame[]> {
		const visitor = makeFlite({ voice: 'rms' });
		const resampler = new AudioResampler(16_000, ROOM_RATE, 1);
		const sound: number[] = [];
		const push = (pcm: Int16Array) => {
			for (const { data } of resampler.push(new AudioFrame(pcm, 16_000, 1, pcm.length))) sound.push(...data);
		};
		push(PAUSE);
		for (const sentence of sentences) {
			push((await visitor.synthesize(sentence)).pcm);
			push(PAUSE);
		}
		await visitor.close();
		const frames: AudioFrame[] = [];
		for (let at = 0; at + ROOM_FRAME <= sound.length; at += ROOM_FRAME)
			frames.push(new AudioFrame(Int16Array.from(sound.slice(at, at + ROOM_FRAME)), ROOM_RATE, 1, ROOM_FRAME));
		return frames;
	}

	/** Through the voice activity detection and the recogniser, as agents puts them together. */
	async function* transcripts(frames: readonly AudioFrame[]) {
		const { stt: ears, vad } = warm.make({ now: () => 0, timezone: null });
		if (ears === undefined) throw new Error('this voice does not listen');
		const stream = new stt.StreamAdapter(ears, vad).stream();
		stream.updateInputStream(
			new ReadableStream<AudioFrame>({
				start(controller) {
					for (const frame of frames) controller.enqueue(frame);
				},
			}),
		);
		try {
			for await (const event of stream)
				if (event.type === stt.SpeechEventType.FINAL_TRANSCRIPT) yield event.alternatives?.[0].text;
		} finally {
			stream.close();
		}
	}

	test('are transcribed word for word, and what else is said is not', async () => {
		const heard: unknown[] = [];
		for await (const text of transcripts(await spoken([...OTHERS, ...COMMANDS]))) {
			heard.push(text);
			if (heard.length === COMMANDS.length) break;
		}
		expect(heard).toEqual(COMMANDS);
	}, 20_000);
});
