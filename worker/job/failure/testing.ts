/** For tests: a session whose models fail when they are told to, and who hears it. */
import { APIStatusError, initializeLogger, llm, type stt, tokenize, tts, voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { onTestFinished } from 'vitest';
import { AudioSink } from '../../voice/audio-sink.ts';
import { OfflineBrain } from '../../voice/offline/brain/llm.ts';

/** What no further try mends. */
const refused = () => new APIStatusError({ message: 'no', options: { statusCode: 400, retryable: false } });

export interface Broken {
	llm: boolean;
	tts: boolean;
}

class Brain extends OfflineBrain {
	readonly #broken: Broken;

	constructor(broken: Broken) {
		let ids = 0;
		super({ random: () => 0, newId: () => `id${++ids}` });
		this.#broken = broken;
	}

	override chat(options: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
		if (!this.#broken.llm) return super.chat(options);
		const { chatCtx, connOptions = { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 1_000 } } = options;
		return new BrokenStream(this, { chatCtx, connOptions });
	}
}

class BrokenStream extends llm.LLMStream {
	protected override run(): Promise<void> {
		return Promise.reject(refused());
	}
}

const RATE = 24_000;

/** Says every sentence in 20 ms. */
class Speaker extends tts.TTS {
	override label = 'test.TTS';
	readonly #broken: Broken;

	constructor(broken: Broken) {
		super(RATE, 1, { streaming: false });
		this.#broken = broken;
	}

	override synthesize(text: string): tts.ChunkedStream {
		return new Sentence(text, this, this.#broken);
	}

	override stream(): tts.SynthesizeStream {
		throw new Error('It speaks whole sentences.');
	}
}

class Sentence extends tts.ChunkedStream {
	override label = 'test.Sentence';
	readonly #tts: Speaker;
	readonly #broken: Broken;

	constructor(text: string, of: Speaker, broken: Broken) {
		super(text, of);
		this.#tts = of;
		this.#broken = broken;
	}

	/** An error is told and not thrown: agents lets that end as an unhandled rejection. */
	protected override async run(): Promise<void> {
		if (this.#broken.tts)
			this.#tts.emit('error', {
				type: 'tts_error',
				timestamp: 0,
				label: this.#tts.label,
				error: refused(),
				recoverable: false,
			});
		else this.queue.put({ requestId: 'r', segmentId: 's', frame: sound(), final: true });
	}
}

const sound = (): AudioFrame => new AudioFrame(new Int16Array(RATE / 50).fill(1_000), RATE, 1, RATE / 50);

/** Plays in no time, and counts. */
class Ear extends AudioSink {
	heard = 0;

	protected override took(): void {
		this.heard += 1;
	}
}

export function makeFragileSession(recogniser?: stt.STT) {
	initializeLogger({ pretty: false, level: 'silent' });
	const broken: Broken = { llm: false, tts: false };
	const session = new voice.AgentSession({
		llm: new Brain(broken),
		// agents adapts a voice without streaming, too, and listens to no error of what it has made.
		tts: new tts.StreamAdapter(new Speaker(broken), new tokenize.basic.SentenceTokenizer()),
		vad: null,
		turnHandling: { turnDetection: null },
		...(recogniser === undefined ? {} : { stt: recogniser }),
	});
	const ear = new Ear(RATE);
	session.output.audio = ear;
	onTestFinished(() => session.close());
	return { session, broken, ear };
}
