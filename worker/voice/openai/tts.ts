/**
 * `POST /audio/speech`, played while it comes. The plugin's own (1.9) waits for the whole answer; sends its request once
 * and "tries again" by waiting for the same refusal; and takes an interruption for a failure of the server.
 *
 * @module
 */
import { type APIConnectOptions, APIError, tts } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import type { Attempts } from '../patience.ts';
import { framesOf, RATE } from './pcm.ts';
import { attempt, type OpenAIAccess, send } from './request.ts';

export interface SpeechOptions {
	readonly access: OpenAIAccess;
	readonly model: string;
	readonly voice: string;
	readonly attempts: Attempts;
}

export class SpeechTTS extends tts.TTS {
	readonly label = 'openai.speech';
	readonly #options: SpeechOptions;

	constructor(options: SpeechOptions) {
		super(RATE, 1, { streaming: false });
		this.#options = options;
	}

	override get model(): string {
		return this.#options.model;
	}

	override synthesize(text: string, _connOptions?: APIConnectOptions, signal?: AbortSignal): Speech {
		return new Speech(this, text, this.#options, signal);
	}

	override stream(): tts.SynthesizeStream {
		throw new Error('sentences only: agents’ session cuts them');
	}
}

/** Attempts are its own: of a failure that agents is told of by throwing, it makes an unhandled rejection (1.9). */
const ONCE: APIConnectOptions = { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 0 };

class Speech extends tts.ChunkedStream {
	readonly label = 'openai.speech';
	readonly #speaker: SpeechTTS;
	readonly #options: SpeechOptions;
	/** Held back by one: the last frame has to say that it is the last. */
	#held: AudioFrame | null = null;

	constructor(speaker: SpeechTTS, text: string, options: SpeechOptions, signal?: AbortSignal) {
		super(text, speaker, ONCE, signal);
		this.#speaker = speaker;
		this.#options = options;
		if (signal?.aborted) this.abortController.abort();
	}

	protected override async run(): Promise<void> {
		const signal = this.abortSignal;
		try {
			await attempt(() => this.#speak(signal), this.#options.attempts, signal);
		} catch (error) {
			if (!signal.aborted) this.#tell(error);
		}
	}

	async #speak(signal: AbortSignal): Promise<void> {
		const { access, model, voice, attempts } = this.#options;
		const body = JSON.stringify({ input: this.inputText, model, voice, response_format: 'pcm' });
		const request = { path: 'audio/speech', body, contentType: 'application/json', signal };
		const response = await send(access, request, attempts.timeoutMs);
		for await (const frame of framesOf(response, attempts.timeoutMs, signal)) this.#put(frame);
		if (this.#held === null) throw new APIError('speech without a sound');
		this.#release(true);
	}

	#put(frame: AudioFrame): void {
		this.#release(false);
		this.#held = frame;
	}

	#release(final: boolean): void {
		if (this.#held === null || this.queue.closed) return;
		this.queue.put({ requestId: this.label, segmentId: this.label, frame: this.#held, final });
		this.#held = null;
	}

	#tell(error: unknown): void {
		this.#release(true);
		this.#speaker.emit('error', {
			type: 'tts_error',
			timestamp: Date.now(),
			label: this.label,
			error: error instanceof Error ? error : new Error(String(error)),
			recoverable: false,
		});
	}
}
