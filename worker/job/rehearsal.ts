/**
 * A call without a caller. A process that has run its code once answers its first caller several hundred milliseconds
 * sooner: JavaScript is compiled as it runs, connections are opened, native libraries start their threads.
 *
 * @module
 */
import { AudioFrame, AudioSource, LocalAudioTrack, Room } from '@livekit/rtc-node';
import { makeTools } from '../tools/index.ts';
import { AudioSink } from '../voice/audio-sink.ts';
import type { WarmVoice } from '../voice/voice.ts';
import { CallAgent } from './call-agent.ts';
import { chatContextOf } from './history.ts';
import { makeSession } from './session.ts';

export interface RehearsalOptions {
	readonly voice: WarmVoice;
	/** The API, to be connected to. */
	readonly apiUrl: string;
	readonly now: () => number;
}

/** A model of a cloud costs money and time: only the voice that is on this machine is rehearsed with. */
const isLocal = (warm: WarmVoice): boolean => warm.kind === 'offline';

/** One that takes requests and never answers must not keep a process from its calls. */
const API_WITHIN_MS = 3_000;

/** Never fails: a process that could not rehearse still takes calls. */
export async function rehearse({ voice: warm, apiUrl, now }: RehearsalOptions): Promise<'rehearsed' | 'not_rehearsed'> {
	try {
		await Promise.all([
			fetch(new URL('/api/health', apiUrl), { signal: AbortSignal.timeout(API_WITHIN_MS) }).then((response) =>
				response.text(),
			),
			rehearseSound(),
			isLocal(warm) ? rehearseTalk(warm, now) : null,
		]);
		return 'rehearsed';
	} catch {
		return 'not_rehearsed';
	}
}

/** A question, its answer by a tool, and something said, into the void. */
async function rehearseTalk(warm: WarmVoice, now: () => number): Promise<void> {
	const session = makeSession(warm.make({ now, timezone: null }));
	session.output.audio = new AudioSink(RATE);
	const todo = { items: () => [], replace: () => {} };
	await session.start({
		agent: new CallAgent({
			instructions: '',
			chatCtx: chatContextOf([]),
			tools: makeTools({ todo, now, timezone: null, timezoneOffset: null }),
			onSpeech: () => {},
		}),
	});
	await session.say('One moment. Two moments.').waitForPlayout();
	await session.generateReply({ userInput: 'what time is it' }).waitForPlayout();
	await session.close();
}

/** Makes a track and gives it sound, without a room to publish it in. */
async function rehearseSound(): Promise<void> {
	const room = new Room();
	const source = new AudioSource(RATE, 1);
	const track = LocalAudioTrack.createAudioTrack('rehearsal', source);
	for (let i = 0; i < 20; i++) await source.captureFrame(silence());
	source.clearQueue();
	await track.close();
	await room.disconnect();
}

/** As agents plays. */
const RATE = 24_000;
const TEN_MS = RATE / 100;
const silence = (): AudioFrame => new AudioFrame(new Int16Array(TEN_MS), RATE, 1, TEN_MS);
