/** For tests: a call with agents' own session, a microphone and a loudspeaker, and no room. */
import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import { voice } from '@livekit/agents';
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { onTestFinished } from 'vitest';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { CallAgent } from '../job/call-agent.ts';
import { chatContextOf } from '../job/history.ts';
import { makeSession } from '../job/session.ts';
import { makeTools } from '../tools/index.ts';
import { memoryTodo } from '../tools/testing.ts';
import { AudioSink } from './audio-sink.ts';
import { makeFlite } from './offline/flite/speech.ts';
import type { Patience } from './patience.ts';
import { makeSpeaker } from './speaker.ts';
import type { Voice, WarmVoice } from './voice.ts';

export const RATE = 16_000;

/** Somebody's voice. */
export async function spoken(text: string): Promise<Int16Array> {
	const flite = makeFlite({ voice: 'rms' });
	try {
		return (await flite.synthesize(text)).pcm;
	} finally {
		await flite.close();
	}
}

export function resampled(pcm: Int16Array, rate: number): Int16Array {
	const resampler = new AudioResampler(RATE, rate, 1);
	const frames = [...resampler.push(new AudioFrame(pcm, RATE, 1, pcm.length)), ...resampler.flush()];
	return Int16Array.from(frames.flatMap(({ data }) => [...data]));
}

class Microphone extends voice.AudioInput {
	#controller: ReadableStreamDefaultController<AudioFrame> | null = null;

	constructor() {
		super();
		this.multiStream.addInputStream(
			new ReadableStream<AudioFrame>({
				start: (controller) => {
					this.#controller = controller;
				},
			}),
		);
	}

	/** All at once, with a pause behind it. */
	hear(pcm: Int16Array, rate = RATE): void {
		const pause = new Int16Array(rate * 0.8);
		const sound = Int16Array.from([...new Int16Array(rate * 0.3), ...pcm, ...pause]);
		const tenMs = rate / 100;
		for (let at = 0; at + tenMs <= sound.length; at += tenMs)
			this.#controller?.enqueue(new AudioFrame(sound.slice(at, at + tenMs), rate, 1, tenMs));
	}
}

/** Plays as fast as it is given, or in real time. */
class Loudspeaker extends AudioSink {
	readonly played: AudioFrame[] = [];
	readonly #inRealTime: boolean;
	#onSound: (() => void)[] = [];

	constructor(inRealTime: boolean) {
		super(24_000);
		this.#inRealTime = inRealTime;
	}

	get samples(): number[] {
		return this.played.flatMap(({ data }) => [...data]);
	}

	/** Resolves with the next frame. */
	sound(): Promise<void> {
		return new Promise((resolve) => this.#onSound.push(resolve));
	}

	protected override async took(frame: AudioFrame, seconds: number): Promise<void> {
		this.played.push(frame);
		for (const resolve of this.#onSound.splice(0)) resolve();
		if (this.#inRealTime) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
	}
}

export interface TestCallOptions {
	readonly history?: readonly Turn[];
	readonly inRealTime?: boolean;
	/** Changes the voice before it is used. */
	readonly adapt?: (made: Voice) => void;
}

const SOON = { maxRetry: 1, retryIntervalMs: 10, timeoutMs: 800 };
export const QUICK: Patience = {
	stt: SOON,
	llm: SOON,
	tts: SOON,
	firstWordMs: 2_500,
	nextWordMs: 800,
	quietMs: 50,
};
/** For vitest's `waitFor`. */
export const WAIT = { timeout: 15_000, interval: 10 };

export const INSTRUCTIONS = 'You are a test.';

export interface VoiceFailure {
	readonly type: string;
	readonly name: string;
	readonly recoverable: boolean;
}

export async function startCall(warm: WarmVoice, { history = [], inRealTime = false, adapt }: TestCallOptions = {}) {
	const now = () => Date.UTC(2026, 9, 14, 7, 15);
	const made = warm.make({ now, timezone: 'Europe/Berlin' });
	adapt?.(made);
	const session = makeSession(made);
	const microphone = new Microphone();
	const loudspeaker = new Loudspeaker(inRealTime);
	session.input.audio = microphone;
	session.output.audio = loudspeaker;
	const turns: { readonly id: string; readonly role: string; readonly text: string; readonly interrupted: boolean }[] =
		[];
	const failures: VoiceFailure[] = [];
	const heard: string[] = [];
	const closed = new Promise<string>((resolve) =>
		session.on(voice.AgentSessionEventTypes.Close, ({ reason }) => resolve(reason)),
	);
	session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
		if (item.type !== 'message') return;
		turns.push({ id: item.id, role: item.role, text: item.textContent ?? '', interrupted: item.interrupted });
	});
	session.on(voice.AgentSessionEventTypes.UserInputTranscribed, ({ transcript, isFinal }) => {
		if (isFinal) heard.push(transcript);
	});
	session.on(voice.AgentSessionEventTypes.Error, ({ error }) => failures.push(failureOf(error)));
	const todo = memoryTodo('milk');
	await session.start({
		agent: new CallAgent({
			instructions: INSTRUCTIONS,
			chatCtx: chatContextOf(history),
			tools: makeTools({ todo, now, timezone: 'Europe/Berlin', timezoneOffset: null }),
			onSpeech: () => {},
		}),
		record: false,
	});
	// Not waited for: agents takes half a second to close one.
	onTestFinished(() => void session.close());
	return {
		session,
		speaker: makeSpeaker(session, made),
		microphone,
		loudspeaker,
		turns,
		failures,
		heard,
		closed,
		todo,
	};
}

function failureOf(error: unknown): VoiceFailure {
	const known = error as { readonly type: string; readonly error: Error; readonly recoverable: boolean };
	return { type: known.type, name: known.error.name, recoverable: known.recoverable };
}

/** @returns a sound of its own for each seed, which is not silence */
export function tone(seconds: number, seed = 1, rate = 24_000): Int16Array {
	const samples = new Int16Array(Math.round(seconds * rate));
	let state = seed;
	for (let i = 0; i < samples.length; i++) {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		samples[i] = (state % 20_000) - 10_000;
	}
	return samples;
}

export const bytesOf = (samples: Int16Array): Uint8Array =>
	new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
