/**
 * The processes that agents forks, seen from outside of it: Node announces each on a diagnostics channel.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';

export interface Child {
	readonly pid: number;
	readonly kind: 'job' | 'inference';
	/** Resolves when it has ended. */
	readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** By the script that agents forks. */
function kindOf(child: ChildProcess): Child['kind'] | null {
	const script = child.spawnargs.find((arg) => /(?:job|inference)_proc_lazy_main\.c?js$/.test(arg));
	if (script === undefined) return null;
	return script.includes('job_proc') ? 'job' : 'inference';
}

/** @returns ends the watch */
export function watchChildren(onChild: (child: Child) => void): () => void {
	const announce = (message: unknown) => {
		const { process: child } = message as { readonly process: ChildProcess };
		// Announced before it has a pid.
		setImmediate(() => {
			const kind = kindOf(child);
			if (kind === null || child.pid === undefined) return;
			const ended = new Promise<Awaited<Child['ended']>>((resolve) => {
				child.once('exit', (code, signal) => resolve({ code, signal }));
			});
			onChild({ pid: child.pid, kind, ended });
		});
	};
	channel('child_process').subscribe(announce);
	return () => channel('child_process').unsubscribe(announce);
}
