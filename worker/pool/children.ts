/**
 * The processes that agents forks, seen from outside of it: Node announces each on a diagnostics channel.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { CUT, type ServedJob } from '../job-notice.ts';
import { type ChildWord, readChildWord } from './child-words.ts';

export interface ChildEnd {
	readonly code: number | null;
	readonly signal: string | null;
	/** The job that it has served; null: none, it was idle. */
	readonly served: ServedJob | null;
}

export interface Child {
	readonly pid: number;
	readonly kind: 'job' | 'inference';
	/** Resolves when it has ended. */
	readonly ended: Promise<ChildEnd>;
	/** Calls `listener` with each of its words that is still to come. */
	listen(listener: (word: ChildWord) => void): void;
	/** Its call is to end now. One that hangs or has ended does not hear it. */
	cut(): void;
	/** Nothing happens to one that has ended, or to whoever has its pid by then. */
	signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface ChildWatch {
	readonly onChild: (child: Child) => void;
	/** There is no process: the system could not make one. */
	readonly onUnstarted: (kind: Child['kind']) => void;
}

/** Node may tell of the end of a process before it has read what the process said last. */
const LAST_WORDS_MS = 50;

/** By the script that agents forks. */
function kindOf(child: ChildProcess): Child['kind'] | null {
	// Whoever spawns with arguments that Node refuses gets none.
	const args: readonly string[] | undefined = child.spawnargs;
	const script = args?.find((arg) => /(?:job|inference)_proc_lazy_main\.c?js$/.test(arg));
	if (script === undefined) return null;
	return script.includes('job_proc') ? 'job' : 'inference';
}

function listenTo(child: ChildProcess, listener: (word: ChildWord) => void): void {
	child.on('message', (message) => {
		const word = readChildWord(message);
		if (word !== null) listener(word);
	});
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
	let served: ServedJob | null = null;
	listenTo(child, (word) => {
		if (word.word === 'serves') served ??= word.job;
	});
	return new Promise((resolve) => {
		child.once('exit', (code, signal) => {
			const end = () => resolve({ code, signal, served });
			if (served !== null || !child.connected) return end();
			const timer = setTimeout(end, LAST_WORDS_MS);
			child.once('disconnect', () => {
				clearTimeout(timer);
				end();
			});
		});
	});
}

/** @returns ends the watch */
export function watchChildren({ onChild, onUnstarted }: ChildWatch): () => void {
	const announce = (message: unknown) => {
		const { process: child } = message as { readonly process: ChildProcess };
		// Announced before it has a pid; it says nothing and fails at nothing before the next tick.
		process.nextTick(() => {
			const kind = kindOf(child);
			if (kind === null) return;
			// agents (1.9) does not listen while a process starts, and an error that nobody hears ends the worker.
			child.on('error', () => {});
			if (child.pid === undefined) return onUnstarted(kind);
			onChild({
				pid: child.pid,
				kind,
				ended: endOf(child),
				listen: (listener) => listenTo(child, listener),
				cut() {
					// Without a callback a closed channel is an error.
					if (child.connected) child.send(CUT, () => {});
				},
				signal: (signal) => void child.kill(signal),
			});
		});
	};
	channel('child_process').subscribe(announce);
	return () => channel('child_process').unsubscribe(announce);
}
