/**
 * How long a caller waits for a model that does not answer. By default agents asks four times and waits ten seconds for
 * each: forty seconds of silence.
 *
 * @module
 */
import { APITimeoutError, type llm } from '@livekit/agents';
import type { Pipeline } from './voice.ts';

export interface Attempts {
	readonly maxRetry: number;
	/** Between the second attempt and the third; the second comes after 100 ms. */
	readonly retryIntervalMs: number;
	/** For the first byte of one attempt. */
	readonly timeoutMs: number;
}

export interface Patience {
	readonly stt: Attempts;
	readonly llm: Attempts;
	readonly tts: Attempts;
	/** All attempts together, and the first word: a server that says it is at work may still say nothing. */
	readonly firstWordMs: number;
	/** Between two pieces of an answer. */
	readonly nextWordMs: number;
	/** Longest time that a recogniser gets no sound; they give up after ten seconds. */
	readonly quietMs: number;
}

export const PATIENCE: Patience = {
	stt: { maxRetry: 2, retryIntervalMs: 1_500, timeoutMs: 5_000 },
	llm: { maxRetry: 2, retryIntervalMs: 1_500, timeoutMs: 5_000 },
	tts: { maxRetry: 2, retryIntervalMs: 1_000, timeoutMs: 4_000 },
	firstWordMs: 17_000,
	nextWordMs: 6_000,
	quietMs: 4_000,
};

/** For agents' session, which hands it to the models that know of it. */
export const connOptionsOf = ({ stt, llm, tts }: Patience): NonNullable<Pipeline['connOptions']> => ({
	sttConnOptions: stt,
	llmConnOptions: llm,
	ttsConnOptions: tts,
});

/**
 * Ends an answer that stops in its middle. agents (1.9) waits for the beginning of an answer at most, so that a server
 * which hangs after it leaves the caller in silence until they hang up.
 */
export function impatient<Model extends llm.LLM>(model: Model, { firstWordMs, nextWordMs }: Patience): Model {
	const chat = model.chat.bind(model);
	model.chat = (options) => {
		const stream = chat(options);
		const next = stream.next.bind(stream);
		let limit = firstWordMs;
		stream.next = async () => {
			const timer = setTimeout(() => {
				const error = new APITimeoutError({ message: 'the answer has stopped', options: { retryable: false } });
				model.emit('error', {
					type: 'llm_error',
					timestamp: Date.now(),
					label: model.label(),
					error,
					recoverable: false,
				});
				stream.close();
			}, limit);
			try {
				return await next();
			} finally {
				clearTimeout(timer);
				limit = nextWordMs;
			}
		};
		return stream;
	};
	return model;
}
