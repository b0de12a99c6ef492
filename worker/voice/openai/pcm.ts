/**
 * Sound as it comes from a server, in frames that can be played.
 *
 * @module
 */
import { APIConnectionError, APIError, APITimeoutError } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { asApiError } from './request.ts';

/** Of OpenAI's `pcm`: 16 bit, mono. */
export const RATE = 24_000;
/** 20 ms. */
const FRAME_BYTES = (RATE / 50) * 2;

/**
 * @param idleMs longest pause between two pieces
 * @throws APIError; one that is not retryable when a part of it was already given: that may have been played
 */
export async function* framesOf(response: Response, idleMs: number, signal: AbortSignal): AsyncGenerator<AudioFrame> {
	const bytes = new Bytes();
	for await (const chunk of chunksOf(response, idleMs, signal)) yield* bytes.push(chunk);
	const rest = bytes.rest();
	if (rest !== null) yield rest;
}

async function* chunksOf(response: Response, idleMs: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
	const type = response.headers.get('content-type') ?? '';
	// An error page would be played as noise.
	if (response.body === null || /json|text/.test(type)) {
		await response.body?.cancel();
		throw new APIError(`speech as ${type}`);
	}
	const reader = response.body.getReader();
	let begun = false;
	try {
		for (;;) {
			const { done, value } = await soon(reader.read(), idleMs, begun);
			if (done) return;
			begun = true;
			yield value;
		}
	} catch (error) {
		if (signal.aborted || !begun) throw asApiError(error, signal);
		throw error instanceof APIError
			? error
			: new APIConnectionError({ message: 'speech was cut off', options: { retryable: false } });
	} finally {
		await reader.cancel().catch(() => {});
	}
}

async function soon<T>(work: Promise<T>, ms: number, begun: boolean): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new APITimeoutError({ options: { retryable: !begun } })), ms);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Bytes as they come, as frames of 20 ms. */
class Bytes {
	#kept = Buffer.alloc(0);

	*push(chunk: Uint8Array): Generator<AudioFrame> {
		this.#kept = Buffer.concat([this.#kept, chunk]);
		for (; this.#kept.length >= FRAME_BYTES; this.#kept = this.#kept.subarray(FRAME_BYTES))
			yield frameOf(this.#kept.subarray(0, FRAME_BYTES));
	}

	/** Shorter than a frame; half a sample is dropped. */
	rest(): AudioFrame | null {
		const whole = this.#kept.length - (this.#kept.length % 2);
		return whole === 0 ? null : frameOf(this.#kept.subarray(0, whole));
	}
}

function frameOf(bytes: Uint8Array): AudioFrame {
	// In memory of its own: an Int16Array has to begin at an even address.
	const samples = new Int16Array(new Uint8Array(bytes).buffer);
	return new AudioFrame(samples, RATE, 1, samples.length);
}
