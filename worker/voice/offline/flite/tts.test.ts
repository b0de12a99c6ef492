import { initializeLogger, tokenize, tts } from '@livekit/agents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePrepared } from './prepared.ts';
import { type Flite, FliteError, makeFlite, type Speech } from './speech.ts';
import { FliteTTS } from './tts.ts';

const GREETING = 'Hello, I am the offline demo of Greenroom. Ask me for help to hear what I know. Shall we begin?';

beforeAll(() => initializeLogger({ pretty: false, level: 'silent' }));

/** Answers as it is told, and counts. */
function fakeFlite(answer: (text: string, call: number) => Promise<Speech>): Flite & { readonly said: string[] } {
	const said: string[] = [];
	return {
		voice: 'slt',
		said,
		ready: () => Promise.resolve(),
		synthesize: (text) => answer(text, said.push(text)),
		close: () => Promise.resolve(),
	};
}
const second = (): Promise<Speech> => Promise.resolve({ pcm: new Int16Array(16_000).fill(1), sampleRate: 16_000 });

async function collect(stream: AsyncIterable<tts.SynthesizedAudio>): Promise<tts.SynthesizedAudio[]> {
	const all: tts.SynthesizedAudio[] = [];
	for await (const audio of stream) all.push(audio);
	return all;
}

/** As agents does with a text-to-speech that does not stream (`Agent.default.ttsNode`). */
async function sayAsAgentsDoes(voice: tts.TTS, text: string): Promise<number> {
	const stream = new tts.StreamAdapter(voice, new tokenize.basic.SentenceTokenizer()).stream();
	stream.pushText(text);
	stream.endInput();
	let samples = 0;
	for await (const audio of stream) if (typeof audio !== 'symbol') samples += audio.frame.samplesPerChannel;
	return samples;
}

describe('FliteTTS', () => {
	const flite = makeFlite({ voice: 'kal16' });
	afterAll(() => flite.close());

	test('says what flite says, in frames, the last one marked', async () => {
		const voice = new FliteTTS(flite);
		const audio = await collect(voice.synthesize('Hello there.'));
		const { pcm } = await flite.synthesize('Hello there.');
		expect(audio.flatMap(({ frame }) => [...frame.data])).toEqual([...pcm]);
		expect(audio[0]?.frame.samplesPerChannel).toBe(320);
		expect(audio.map(({ final }) => final)).toEqual(audio.map((_, index) => index === audio.length - 1));
	});

	test('refuses to stream, and says what to do', () => {
		expect(() => new FliteTTS(flite).stream()).toThrow('StreamAdapter');
	});

	test('ends without a sound or an error when it is aborted', async () => {
		const voice = new FliteTTS(flite);
		const errors: unknown[] = [];
		voice.on('error', (event) => errors.push(event));
		const abort = new AbortController();
		const speaking = collect(voice.synthesize('Hello there.', undefined, abort.signal));
		abort.abort();
		expect(await speaking).toEqual([]);
		expect(await collect(voice.synthesize('Hello there.', undefined, AbortSignal.abort()))).toEqual([]);
		expect(errors).toEqual([]);
	});
});

describe('prepare', () => {
	test('cuts a text as agents will: saying it makes nothing anew', async () => {
		const flite = fakeFlite(second);
		const voice = new FliteTTS(flite);
		await voice.prepare(GREETING);
		const prepared = [...flite.said];
		expect(prepared.length).toBeGreaterThan(1);
		expect(await sayAsAgentsDoes(voice, GREETING)).toBe(prepared.length * 16_000);
		expect(flite.said).toEqual(prepared);
		await sayAsAgentsDoes(voice, 'Something else that nobody has prepared.');
		expect(flite.said).toHaveLength(prepared.length + 1);
	});

	test('is for whoever shares it: a process makes its greeting before it has a call', async () => {
		const flite = fakeFlite(second);
		const shared = makePrepared<Speech>();
		await new FliteTTS(flite, shared).prepare('Hello there, my friend.');
		await sayAsAgentsDoes(new FliteTTS(flite, shared), 'Hello there, my friend.');
		expect(flite.said).toHaveLength(1);
		await sayAsAgentsDoes(new FliteTTS(flite), 'Hello there, my friend.');
		expect(flite.said).toHaveLength(2);
	});

	test('may fail: saying the text tries again', async () => {
		const flite = fakeFlite((_text, call) =>
			call === 1 ? Promise.reject(new FliteError('synthesis_failed', 'no')) : second(),
		);
		const voice = new FliteTTS(flite);
		await voice.prepare('Hello there, my friend.');
		expect(await sayAsAgentsDoes(voice, 'Hello there, my friend.')).toBe(16_000);
	});
});

describe('a failing flite', () => {
	test('that lost its thread is asked once more', async () => {
		const flite = fakeFlite((_text, call) =>
			call === 1 ? Promise.reject(new FliteError('thread_died', 'x')) : second(),
		);
		expect(await collect(new FliteTTS(flite).synthesize('Hello.'))).not.toHaveLength(0);
		expect(flite.said).toHaveLength(2);
	});

	test('is told to the session, and leaves no rejection that would end the job', async () => {
		const unhandled: unknown[] = [];
		const note = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', note);
		const voice = new FliteTTS(fakeFlite(() => Promise.reject(new FliteError('thread_died', 'x'))));
		const errors: unknown[] = [];
		voice.on('error', (event) => errors.push(event));
		expect(await collect(voice.synthesize('Hello.'))).toEqual([]);
		// Rejections are reported after the microtasks of the turn in which they happened.
		await new Promise((resolve) => setImmediate(resolve));
		process.off('unhandledRejection', note);
		expect(errors).toMatchObject([{ label: 'flite.TTS', recoverable: false, error: { code: 'thread_died' } }]);
		expect(unhandled).toEqual([]);
	});
});
