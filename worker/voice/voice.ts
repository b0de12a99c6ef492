/**
 * A voice: what an agent hears, thinks and speaks with. `VOICE` chooses one.
 *
 * @module
 */
import type { llm, stt, tts, VAD, voice } from '@livekit/agents';
import type { Listens } from '../../functions/protocol/call.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** What a call tells its voice. */
export interface VoiceContext {
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** IANA name of the caller's timezone, when it is known. */
	readonly timezone: string | null;
}

export interface Voice {
	/** Absent: nothing spoken is understood. */
	readonly stt?: stt.STT;
	readonly llm: llm.LLM;
	readonly tts: tts.TTS;
	readonly vad: VAD;
	readonly turnHandling?: voice.AgentSessionOptions['turnHandling'];
	/** Makes the sound of a text ahead of time, where the voice can. */
	prepare?(text: string): void;
}

/** What a job process loads before it has a call. */
export interface WarmVoice {
	readonly kind: 'offline' | 'inference' | 'openai';
	readonly listens: Listens;
	/** One for each call. */
	make(context: VoiceContext): Voice;
}
