import { type APIConnectOptions, tokenize, tts } from '@livekit/agents';
import { cutFrames } from './frames.ts';
import { makePrepared, type Prepared } from './prepared.ts';
import { FLITE_SAMPLE_RATE, type Flite, FliteError, type Speech } from './speech.ts';

/** Flite as agents' text-to-speech: 16 kHz mono, a sentence at a time. */
export class FliteTTS extends tts.TTS {
	override label = 'flite.TTS';
	readonly #flite: Flite;
	readonly #prepared: Prepared<Speech>;

	/**
	 * @param flite stays the caller's: `close()` of this leaves it open
	 * @param prepared what was made ahead, perhaps for another one that speaks with the same voice
	 */
	constructor(flite: Flite, prepared = makePrepared<Speech>()) {
		super(FLITE_SAMPLE_RATE, 1, { streaming: false });
		this.#flite = flite;
		this.#prepared = prepared;
	}

	override get model(): string {
		return this.#flite.voice;
	}

	override get provider(): string {
		return 'flite';
	}

	/**
	 * Makes the sound of a text ahead, so that saying it starts at once. Resolves when all of it is there, or when it
	 * failed: saying it then tries again.
	 */
	async prepare(text: string): Promise<void> {
		// Cut as agents will cut it (`Agent.default.ttsNode`): a text is looked up by the sentence.
		const sentences = new tokenize.basic.SentenceTokenizer().stream();
		sentences.pushText(text);
		sentences.endInput();
		const made: Promise<Speech>[] = [];
		for await (const { token } of sentences) made.push(this.#prepared.add(token, () => this.#flite.synthesize(token)));
		await Promise.allSettled(made);
	}

	override synthesize(text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal): tts.ChunkedStream {
		const speak = (signal: AbortSignal) => this.#prepared.get(text) ?? this.#flite.synthesize(text, signal);
		return new FliteStream(this, text, speak, connOptions, abortSignal);
	}

	override stream(): tts.SynthesizeStream {
		throw new Error('flite speaks whole sentences: wrap it in tts.StreamAdapter, as agents does by itself');
	}
}

class FliteStream extends tts.ChunkedStream {
	override label = 'flite.ChunkedStream';
	readonly #tts: FliteTTS;
	readonly #speak: (signal: AbortSignal) => Promise<Speech>;

	constructor(
		of: FliteTTS,
		text: string,
		speak: (signal: AbortSignal) => Promise<Speech>,
		connOptions: APIConnectOptions | undefined,
		abortSignal: AbortSignal | undefined,
	) {
		super(text, of, connOptions, abortSignal);
		this.#tts = of;
		this.#speak = speak;
		// The base class listens for the event only.
		if (abortSignal?.aborted) this.abortController.abort();
	}

	protected override async run(): Promise<void> {
		const speech = await this.#speech();
		if (speech === null) return;
		const id = crypto.randomUUID();
		const frames = [...cutFrames(speech.pcm)];
		for (const [index, frame] of frames.entries()) {
			if (this.abortSignal.aborted) return;
			this.queue.put({ requestId: id, segmentId: id, frame, final: index === frames.length - 1 });
		}
	}

	/**
	 * `null`: nobody waits for it any more, or it failed twice and the session was told. Not thrown: agents 1.9.0 lets
	 * what a ChunkedStream throws end as an unhandled rejection, which ends a job.
	 */
	async #speech(): Promise<Speech | null> {
		for (let tries = 1; ; tries++) {
			try {
				return await this.#speak(this.abortSignal);
			} catch (thrown) {
				if (this.abortSignal.aborted) return null;
				const error = thrown instanceof Error ? thrown : new Error(String(thrown));
				const threadIsReplaced = error instanceof FliteError && error.code === 'thread_died';
				if (threadIsReplaced && tries === 1) continue;
				this.#tell(error);
				return null;
			}
		}
	}

	#tell(error: Error): void {
		const { label } = this.#tts;
		try {
			this.#tts.emit('error', { type: 'tts_error', timestamp: Date.now(), label, error, recoverable: false });
		} catch {
			// The session has heard of it. agents' adapter, which comes after it, passes it on to nobody, and an error that
			// nobody hears is thrown (agents 1.9): that would end the process instead of the call.
		}
	}
}
