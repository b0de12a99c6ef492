/**
 * `VOICE=openai`: OpenAI, or any server that speaks its protocol (vLLM, Ollama, speaches, Kokoro).
 *
 * @module
 */
import { stt as agentsStt, tts as agentsTts, tokenize, type VAD } from '@livekit/agents';
import * as openai from '@livekit/agents-plugin-openai';
import { readEnvironment } from '../../../functions/protocol/environment.ts';
import { connOptionsOf, impatient, PATIENCE, type Patience } from '../patience.ts';
import { GreenroomRealtimeModel } from '../realtime/model.ts';
import type { Env, Pipeline, Realtime, WarmVoice } from '../voice.ts';
import { OPENAI_URL, type OpenAIAccess } from './request.ts';
import { TranscriptionSTT } from './stt.ts';
import { SpeechTTS } from './tts.ts';

/** Of the persona, which is English: a guess at the language of a short utterance is often wrong. */
const LANGUAGE = 'en';

/** @throws EnvironmentError */
export function readOpenAI(env: Env) {
	const read = readEnvironment(env, [
		'OPENAI_API_KEY',
		'OPENAI_BASE_URL',
		'OPENAI_LLM_BASE_URL',
		'OPENAI_LLM_MODEL',
		'OPENAI_STT_BASE_URL',
		'OPENAI_STT_MODEL',
		'OPENAI_TTS_BASE_URL',
		'OPENAI_TTS_MODEL',
		'OPENAI_TTS_VOICE',
		'OPENAI_REALTIME_MODEL',
	]);
	const at = (url = read.OPENAI_BASE_URL): OpenAIAccess => ({
		apiKey: read.OPENAI_API_KEY,
		baseURL: url ?? OPENAI_URL,
	});
	const { OPENAI_REALTIME_MODEL: realtime } = read;
	return {
		access: { llm: at(read.OPENAI_LLM_BASE_URL), stt: at(read.OPENAI_STT_BASE_URL), tts: at(read.OPENAI_TTS_BASE_URL) },
		models: { llm: read.OPENAI_LLM_MODEL, stt: read.OPENAI_STT_MODEL, tts: read.OPENAI_TTS_MODEL },
		voice: read.OPENAI_TTS_VOICE,
		realtime: realtime === undefined ? null : { access: at(), model: realtime },
	};
}

/** @throws EnvironmentError */
export function openaiVoice(env: Env, vad: VAD, patience: Patience = PATIENCE): WarmVoice {
	const { access, models, voice, realtime } = readOpenAI(env);

	const pipeline = (): Pipeline => ({
		kind: 'pipeline',
		// Compatible servers have no realtime transcription: one request an utterance, cut by our own VAD.
		stt: new agentsStt.StreamAdapter(
			new TranscriptionSTT({ access: access.stt, model: models.stt, language: LANGUAGE, attempts: patience.stt }),
			vad,
		),
		llm: impatient(new openai.LLM({ ...access.llm, model: models.llm }), patience),
		// Adapted here: the adapter that agents (1.9) makes for itself throws wherever its TTS fails, for want of a listener.
		tts: new agentsTts.StreamAdapter(
			new SpeechTTS({ access: access.tts, model: models.tts, voice, attempts: patience.tts }),
			new tokenize.basic.SentenceTokenizer(),
		),
		vad,
		connOptions: connOptionsOf(patience),
	});

	function whole(served: NonNullable<typeof realtime>): Realtime {
		const model = new GreenroomRealtimeModel({
			...served,
			voice,
			transcription: { model: models.stt, language: LANGUAGE },
			attempts: patience.llm,
		});
		return { kind: 'realtime', model, known: () => model.known() };
	}

	return {
		kind: 'openai',
		listens: 'speech',
		make: () => (realtime === null ? pipeline() : whole(realtime)),
	};
}
