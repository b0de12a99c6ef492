/**
 * Files on their way. A file is lost with the agent that reads it, or with the room; it is then sent again under its id,
 * until somebody says what has become of it.
 *
 * @module
 */
import type { FileOutcome } from '../../../functions/protocol/call.ts';
import { type Refusal, refusalOf } from './check.ts';
import type { SendFile } from './send-file.ts';

export type Step =
	| { readonly is: 'waiting' }
	/** `share` of 1 has left this machine. */
	| { readonly is: 'sending'; readonly share: number }
	| { readonly is: 'done'; readonly outcome: FileOutcome | Refusal };

export interface Upload {
	/** Matches `FILE_ID`. */
	readonly id: string;
	readonly name: string;
	readonly step: Step;
}

export interface Uploads {
	/** The person gives files. */
	add(files: Iterable<File>): void;
	/** Once more, after it has failed. */
	retry(id: string): void;
	/** The person wants it neither sent nor shown. */
	remove(id: string): void;
	/** To whom files go from now on; `null`: nobody is there. What was under way is sent again. */
	turnTo(send: SendFile | null): void;
}

/** An agent takes three. */
const AT_ONCE = 2;
/** To the same agent. */
const TRIES = 3;
const WAITING: Step = { is: 'waiting' };

export function makeUploads(newId: () => string, changed: (uploads: readonly Upload[]) => void): Uploads {
	const files = new Map<string, File>();
	const running = new Map<string, AbortController>();
	const tries = new Map<string, number>();
	let uploads: readonly Upload[] = [];
	let send: SendFile | null = null;

	function show(next: readonly Upload[]): void {
		uploads = next;
		changed(uploads);
	}
	const move = (id: string, step: Step) => show(uploads.map((one) => (one.id === id ? { ...one, step } : one)));

	async function attempt(id: string, file: File, to: SendFile): Promise<void> {
		const off = new AbortController();
		running.set(id, off);
		move(id, { is: 'sending', share: 0 });
		const { signal } = off;
		const onProgress = (share: number) => signal.aborted || move(id, { is: 'sending', share });
		const outcome = (await to({ file, id, signal, onProgress })) ?? 'failed';
		if (signal.aborted) return;
		off.abort();
		running.delete(id);
		const tried = (tries.get(id) ?? 0) + 1;
		tries.set(id, tried);
		move(id, outcome === 'failed' && tried < TRIES ? WAITING : { is: 'done', outcome });
		pump();
	}

	function pump(): void {
		for (const { id, step } of uploads) {
			const file = files.get(id);
			if (send === null || running.size >= AT_ONCE) return;
			if (step.is === 'waiting' && file !== undefined) void attempt(id, file, send);
		}
	}

	function callOff(id: string): void {
		running.get(id)?.abort();
		running.delete(id);
	}

	function again(ids: readonly string[]): void {
		for (const id of ids) {
			callOff(id);
			tries.delete(id);
			move(id, WAITING);
		}
		pump();
	}

	return {
		add: (given) => {
			const added = [...given].map((file): Upload => {
				const id = newId();
				const refusal = refusalOf(file);
				files.set(id, file);
				return { id, name: file.name, step: refusal === null ? WAITING : { is: 'done', outcome: refusal } };
			});
			show([...uploads, ...added]);
			pump();
		},
		retry: (id) => again([id]),
		remove: (id) => {
			callOff(id);
			files.delete(id);
			show(uploads.filter((one) => one.id !== id));
			pump();
		},
		turnTo: (next) => {
			send = next;
			again([...running.keys()]);
		},
	};
}
