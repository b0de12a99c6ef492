/**
 * Flite, a speech synthesizer without a key or a network, in a thread of its own. Needs nothing of LiveKit, so a test
 * that listens to an agent can make the sound that it expects. The same text gives the same bytes.
 *
 * @example
 * const flite = makeFlite({ voice: 'slt' });
 * const { pcm, sampleRate } = await flite.synthesize('Hello there.');
 * await flite.close();
 *
 * @module
 */
import { FliteError } from './flite-error.ts';
import { type SpeechThread, startThread } from './speech-thread.ts';
import { spokenText } from './spoken-text.ts';
import { findThread, type ThreadEntry } from './thread-entry.ts';
import type { FliteVoice } from './thread-protocol.ts';
import { FLITE_SAMPLE_RATE } from './wav.ts';

export { FliteError } from './flite-error.ts';
export { FLITE_VOICES, type FliteVoice } from './thread-protocol.ts';
export { FLITE_SAMPLE_RATE } from './wav.ts';

/** Mono, 16 bit, without the silence before the first sound. The memory is the caller's. */
export interface Speech {
	readonly pcm: Int16Array<ArrayBuffer>;
	readonly sampleRate: typeof FLITE_SAMPLE_RATE;
}

export interface Flite {
	readonly voice: FliteVoice;
	/** Flite is compiled: the first text will not wait for that. */
	ready(): Promise<void>;
	/**
	 * One text after the other, in the order of the calls. Text without anything to say gives 0 samples.
	 *
	 * @param signal leaves the queue, or drops the sound that is being made
	 * @throws FliteError, or the signal's reason
	 */
	synthesize(text: string, signal?: AbortSignal): Promise<Speech>;
	/** Ends the thread. What waits is rejected with `closed`. */
	close(): Promise<void>;
}

export interface FliteOptions {
	readonly voice: FliteVoice;
	/** The thread's entry. Without it, it is looked for (see {@link findThread}). */
	readonly thread?: ThreadEntry;
	/** A thread that is silent for so long hangs. A long sentence takes 0.2 s, on a starved machine seconds. */
	readonly deadlineMs?: number;
}

export function makeFlite({ voice, thread: entry, deadlineMs = 20_000 }: FliteOptions): Flite {
	let thread: SpeechThread | null = null;
	let closed = false;
	let queue: Promise<unknown> = Promise.resolve();

	const living = (): SpeechThread => {
		if (closed) throw new FliteError('closed', 'this flite was closed: make another one');
		if (thread === null || thread.dead) thread = startThread(entry ?? findThread(import.meta.url));
		return thread;
	};

	async function say(text: string): Promise<Int16Array<ArrayBuffer>> {
		const speaker = living();
		// The deadline is for speaking: on a busy machine a thread may take long to start.
		await speaker.ready;
		const timer = setTimeout(() => {
			void speaker.stop(new FliteError('timed_out', `flite said nothing for ${deadlineMs} ms`));
		}, deadlineMs);
		try {
			return await speaker.say(voice, text);
		} finally {
			clearTimeout(timer);
		}
	}

	return {
		voice,
		async ready() {
			await living().ready;
		},
		async synthesize(text, signal) {
			signal?.throwIfAborted();
			const spoken = spokenText(text);
			if (spoken === '') return { pcm: new Int16Array(0), sampleRate: FLITE_SAMPLE_RATE };
			const turn = queue.then(() => {
				signal?.throwIfAborted();
				return say(spoken);
			});
			queue = turn.catch(() => undefined);
			return { pcm: await unlessAborted(turn, signal), sampleRate: FLITE_SAMPLE_RATE };
		},
		async close() {
			closed = true;
			await thread?.stop(new FliteError('closed', 'flite was closed while it spoke'));
		},
	};
}

/** Settles like `work`, or at once with the signal's reason. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (signal === undefined) return work;
	return new Promise((resolve, reject) => {
		const abort = () => reject(signal.reason);
		signal.addEventListener('abort', abort, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}
