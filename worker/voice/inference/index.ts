/**
 * `VOICE=inference`: models of LiveKit Inference, with the keys of a LiveKit Cloud project.
 *
 * @module
 */
import { inference, type VAD } from '@livekit/agents';
import { EnvironmentError, readEnvironment } from '../../../functions/protocol/environment.ts';
import { connOptionsOf, impatient, PATIENCE, type Patience } from '../patience.ts';
import type { Env, WarmVoice } from '../voice.ts';
import { awake } from './awake.ts';
import { lively } from './lively.ts';

/** As agents has it. */
const GATEWAY_URL = 'https://agent-gateway.livekit.cloud/v1';

const OWN_KEYS = ['LIVEKIT_INFERENCE_API_KEY', 'LIVEKIT_INFERENCE_API_SECRET'] as const;
const SERVERS_KEYS = ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const;

/** Keys of its own where the LiveKit server is one's own, else those of the server, which is LiveKit Cloud's. */
function readKeys(env: Env) {
	const [key, secret] = OWN_KEYS;
	if (!env[key] && !env[secret]) {
		const read = readEnvironment(env, SERVERS_KEYS);
		return { apiKey: read.LIVEKIT_API_KEY, apiSecret: read.LIVEKIT_API_SECRET, keyNames: SERVERS_KEYS.join(', ') };
	}
	const { [key]: apiKey, [secret]: apiSecret } = readEnvironment(env, OWN_KEYS);
	if (apiKey === undefined) throw new EnvironmentError([`${key} is not set`]);
	if (apiSecret === undefined) throw new EnvironmentError([`${secret} is not set`]);
	return { apiKey, apiSecret, keyNames: OWN_KEYS.join(', ') };
}

/** @throws EnvironmentError */
export function readInference(env: Env) {
	const { keyNames, ...keys } = readKeys(env);
	const read = readEnvironment(env, [
		'INFERENCE_LLM_MODEL',
		'INFERENCE_STT_MODEL',
		'INFERENCE_TTS_MODEL',
		'LIVEKIT_INFERENCE_URL',
	]);
	return { access: { ...keys, baseURL: read.LIVEKIT_INFERENCE_URL ?? GATEWAY_URL }, keyNames, ...read };
}

/** @throws EnvironmentError */
export function inferenceVoice(env: Env, vad: VAD, patience: Patience = PATIENCE): WarmVoice {
	const { access, ...models } = readInference(env);
	return {
		kind: 'inference',
		listens: 'speech',
		make: () => ({
			kind: 'pipeline',
			stt: awake(new inference.STT({ ...access, model: models.INFERENCE_STT_MODEL }), patience.quietMs),
			llm: impatient(new inference.LLM({ ...access, model: models.INFERENCE_LLM_MODEL }), patience),
			tts: lively(new inference.TTS({ ...access, model: models.INFERENCE_TTS_MODEL })),
			vad,
			connOptions: connOptionsOf(patience),
		}),
	};
}
