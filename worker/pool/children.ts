/**
 * The processes that agents forks, seen from outside of it: Node announces each on a diagnostics channel.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { readJobNotice, type ServedJob } from '../job-notice.ts';

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
}

/** Node may tell of the end of a process before it has read what the process said last. */
const LAST_WORDS_MS = 50;

/** By the script that agents forks. */
function kindOf(child: ChildProcess): Child['kind'] | null {
	const script = child.spawnargs.find((arg) => /(?:job|inference)_proc_lazy_main\.c?js$/.test(arg));
	if (script === undefined) return null;
	return script.includes('job_proc') ? 'job' : 'inference';
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
	let served: ServedJob | null = null;
	child.on('message', (message) => {
		served ??= readJobNotice(message);
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
export function watchChildren(onChild: (child: Child) => void): () => void {
	const announce = (message: unknown) => {
		const { process: child } = message as { readonly process: ChildProcess };
		// Announced before it has a pid.
		setImmediate(() => {
			const kind = kindOf(child);
			if (kind === null || child.pid === undefined) return;
			onChild({ pid: child.pid, kind, ended: endOf(child) });
		});
	};
	channel('child_process').subscribe(announce);
	return () => channel('child_process').unsubscribe(announce);
}
