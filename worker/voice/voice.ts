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

/** Three models, one after the other. */
export interface Pipeline {
	readonly kind: 'pipeline';
	/** Absent: nothing spoken is understood. */
	readonly stt?: stt.STT;
	readonly llm: llm.LLM;
	readonly tts: tts.TTS;
	readonly vad: VAD;
	/** How long the models are waited for, and how often they are asked. */
	readonly connOptions?: NonNullable<voice.AgentSessionOptions['connOptions']>;
	/** Makes the sound of a text ahead of time, where the voice can. */
	prepare?(text: string): void;
}

/** One model that hears and speaks, and knows by itself whose turn it is. */
export interface Realtime {
	readonly kind: 'realtime';
	readonly model: llm.RealtimeModel;
	/** What its server knows of the conversation. */
	known(): llm.ChatContext;
}

export type Voice = Pipeline | Realtime;

/** What a job process loads before it has a call. */
export interface WarmVoice {
	readonly kind: 'offline' | 'inference' | 'openai';
	readonly listens: Listens;
	/** Makes the sound of a text ahead of any call, where the voice can. Never fails. */
	prepare?(text: string): Promise<void>;
	/** One for each call. */
	make(context: VoiceContext): Voice;
}
