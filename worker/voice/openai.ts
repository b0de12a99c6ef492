/**
 * `VOICE=openai`: OpenAI, or any server that speaks its protocol.
 *
 * @module
 */
import { stt as agentsStt, type VAD } from '@livekit/agents';
import * as openai from '@livekit/agents-plugin-openai';
import { readEnvironment } from '../../functions/protocol/environment.ts';
import type { Env, WarmVoice } from './voice.ts';

export function openaiVoice(env: Env, vad: VAD): WarmVoice {
	const read = readEnvironment(env, [
		'OPENAI_API_KEY',
		'OPENAI_BASE_URL',
		'OPENAI_LLM_MODEL',
		'OPENAI_STT_MODEL',
		'OPENAI_TTS_MODEL',
		'OPENAI_TTS_VOICE',
	]);
	const server = {
		apiKey: read.OPENAI_API_KEY,
		...(read.OPENAI_BASE_URL === undefined ? {} : { baseURL: read.OPENAI_BASE_URL }),
	};
	return {
		kind: 'openai',
		listens: 'speech',
		make: () => ({
			// Compatible servers have no realtime transcription: one request an utterance, cut by our own VAD.
			stt: new agentsStt.StreamAdapter(
				new openai.STT({ ...server, model: read.OPENAI_STT_MODEL, useRealtime: false, language: 'en' }),
				vad,
			),
			llm: new openai.LLM({ ...server, model: read.OPENAI_LLM_MODEL }),
			tts: new openai.TTS({
				...server,
				model: read.OPENAI_TTS_MODEL,
				// The plugin lists OpenAI's voices; other servers have their own.
				voice: read.OPENAI_TTS_VOICE as openai.TTSVoices,
			}),
			vad,
		}),
	};
}
