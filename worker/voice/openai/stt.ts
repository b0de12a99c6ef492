/**
 * `POST /audio/transcriptions`, one request an utterance. The plugin's own (1.9) waits ten minutes for an answer, while
 * every later utterance waits behind it; asks once; and tells nobody of a failure, since the adapter that cuts utterances
 * swallows it.
 *
 * @module
 */
import { APIError, APIStatusError, type AudioBuffer, mergeFrames, normalizeLanguage, stt } from '@livekit/agents';
import type { Attempts } from '../patience.ts';
import { asApiError, attempt, type OpenAIAccess, send } from './request.ts';
import { wavOf } from './wav.ts';

export interface TranscriptionOptions {
	readonly access: OpenAIAccess;
	readonly model: string;
	/** ISO 639-1. */
	readonly language: string;
	readonly attempts: Attempts;
}

/** So many utterances in a row that were not understood are the end: one of them, the caller says again. */
const LOST_IN_A_ROW = 3;

export class TranscriptionSTT extends stt.STT {
	readonly label = 'openai.transcriptions';
	readonly #options: TranscriptionOptions;
	#lost = 0;

	constructor(options: TranscriptionOptions) {
		super({ streaming: false, interimResults: false });
		this.#options = options;
	}

	override get model(): string {
		return this.#options.model;
	}

	protected override async _recognize(
		sound: AudioBuffer,
		signal: AbortSignal = new AbortController().signal,
	): Promise<stt.SpeechEvent> {
		const { language, attempts } = this.#options;
		const file = new Blob([wavOf(mergeFrames(sound))], { type: 'audio/wav' });
		try {
			const text = await attempt(() => this.#transcribe(file, signal), attempts, signal);
			this.#lost = 0;
			return {
				type: stt.SpeechEventType.FINAL_TRANSCRIPT,
				alternatives: [{ text, language: normalizeLanguage(language), startTime: 0, endTime: 0, confidence: 1 }],
			};
		} catch (error) {
			if (!signal.aborted) this.#tell(error);
			throw error;
		}
	}

	async #transcribe(file: Blob, signal: AbortSignal): Promise<string> {
		const { access, model, language, attempts } = this.#options;
		const body = new FormData();
		body.set('file', file, 'audio.wav');
		body.set('model', model);
		body.set('language', language);
		body.set('response_format', 'json');
		// The answer is one line: whoever sends its head and then nothing is late as well.
		const late = AbortSignal.timeout(attempts.timeoutMs);
		const either = AbortSignal.any([signal, late]);
		try {
			const response = await send(access, { path: 'audio/transcriptions', body, signal: either }, attempts.timeoutMs);
			return textOf(await response.text());
		} catch (error) {
			throw asApiError(error, signal, late);
		}
	}

	#tell(error: unknown): void {
		this.#lost += 1;
		const isRefused = error instanceof APIStatusError && !error.retryable;
		this.emit('error', {
			type: 'stt_error',
			timestamp: Date.now(),
			label: this.label,
			error: error instanceof Error ? error : new Error(String(error)),
			// An unrecoverable one ends the session.
			recoverable: !isRefused && this.#lost < LOST_IN_A_ROW,
		});
	}

	override stream(): stt.SpeechStream {
		throw new Error('utterances only: use agents’ StreamAdapter');
	}
}

function textOf(answer: string): string {
	try {
		const { text }: { text?: unknown } = JSON.parse(answer);
		if (typeof text === 'string') return text.trim();
	} catch {
		// Below.
	}
	throw new APIError('a transcription without a text');
}
