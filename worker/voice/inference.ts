/**
 * `VOICE=inference`: models of LiveKit Inference, with the keys of a LiveKit Cloud project.
 *
 * @module
 */
import { inference, type VAD } from '@livekit/agents';
import { readEnvironment } from '../../functions/protocol/environment.ts';
import type { Env, WarmVoice } from './voice.ts';

export function inferenceVoice(env: Env, vad: VAD): WarmVoice {
	const read = readEnvironment(env, [
		'LIVEKIT_API_KEY',
		'LIVEKIT_API_SECRET',
		'INFERENCE_LLM_MODEL',
		'INFERENCE_STT_MODEL',
		'INFERENCE_TTS_MODEL',
	]);
	const keys = { apiKey: read.LIVEKIT_API_KEY, apiSecret: read.LIVEKIT_API_SECRET };
	return {
		kind: 'inference',
		listens: 'speech',
		make: () => ({
			stt: new inference.STT({ ...keys, model: read.INFERENCE_STT_MODEL }),
			llm: new inference.LLM({ ...keys, model: read.INFERENCE_LLM_MODEL }),
			tts: new inference.TTS({ ...keys, model: read.INFERENCE_TTS_MODEL }),
			vad,
		}),
	};
}
