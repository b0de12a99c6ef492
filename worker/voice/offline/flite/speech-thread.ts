import { Worker } from 'node:worker_threads';
import { FliteError } from './flite-error.ts';
import type { ThreadEntry } from './thread-entry.ts';
import type { FliteVoice, SayRequest, ThreadMessage } from './thread-protocol.ts';

/** One life of flite's thread. Once dead it stays dead; {@link makeFlite} starts the next one. */
export interface SpeechThread {
	/** Flite is compiled. Rejects when the thread dies before that. */
	readonly ready: Promise<void>;
	readonly dead: boolean;
	/** @throws FliteError */
	say(voice: FliteVoice, text: string): Promise<Int16Array<ArrayBuffer>>;
	/** Whatever still waits is rejected with `reason`. */
	stop(reason: FliteError): Promise<void>;
}

interface Waiting {
	resolve(pcm: Int16Array<ArrayBuffer>): void;
	reject(error: FliteError): void;
}

export function startThread(entry: ThreadEntry): SpeechThread {
	const worker = new Worker(entry, { name: 'flite', eval: typeof entry === 'string' });
	const waiting = new Map<number, Waiting>();
	let lastId = 0;
	let death: FliteError | null = null;
	let compiled = (): void => undefined;
	let notCompiled = (_error: FliteError): void => undefined;
	const ready = new Promise<void>((resolve, reject) => {
		compiled = resolve;
		notCompiled = reject;
	});
	// Nobody has to wait for it; who calls `say` learns of the death there.
	ready.catch(() => undefined);

	function die(error: FliteError): void {
		death ??= error;
		notCompiled(death);
		for (const { reject } of waiting.values()) reject(death);
		waiting.clear();
	}

	function settle(id: number, how: (waiting: Waiting) => void): void {
		const request = waiting.get(id);
		waiting.delete(id);
		// An idle thread must not keep the process alive.
		if (waiting.size === 0) worker.unref();
		if (request) how(request);
	}

	worker.on('message', (message: ThreadMessage) => {
		if (message.type === 'ready') {
			if (waiting.size === 0) worker.unref();
			compiled();
		} else if (message.type === 'said') settle(message.id, ({ resolve }) => resolve(message.pcm));
		else settle(message.id, ({ reject }) => reject(new FliteError('synthesis_failed', message.reason)));
	});
	worker.on('error', (cause) => die(new FliteError('thread_died', 'flite ended with an error', { cause })));
	worker.on('exit', (code) => die(new FliteError('thread_died', `flite's thread ended with ${code}`)));

	return {
		ready,
		get dead() {
			return death !== null;
		},
		say(voice, text) {
			if (death) return Promise.reject(death);
			return new Promise((resolve, reject) => {
				const id = ++lastId;
				waiting.set(id, { resolve, reject });
				worker.ref();
				worker.postMessage({ id, voice, text } satisfies SayRequest);
			});
		},
		async stop(reason) {
			die(reason);
			await worker.terminate();
		},
	};
}
