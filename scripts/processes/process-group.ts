/**
 * A process with everything it starts, in a process group of its own: a dead worker leaves job processes that talk on
 * for 13 s, a dead vite its compilers. The group can be ended as a whole, whoever of it is left.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { groupLives } from './group-lives.ts';

export interface Command {
	readonly command: string;
	readonly args: readonly string[];
	readonly cwd: string;
	/** The whole environment of the process. */
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** How the leader of the group ended. `error`: it could not be started at all. */
export type Exit =
	| { readonly kind: 'code'; readonly code: number }
	| { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
	| { readonly kind: 'error'; readonly message: string };

/** A signal for the leader, and how long it is given to end before the next step, in milliseconds. */
export interface StopStep {
	readonly signal: NodeJS.Signals;
	readonly waitMs: number;
}

export interface ProcessGroup {
	/** Of the leader, which is also the id of the group; `null` when it could not be started. */
	readonly pid: number | null;
	/** The leader has ended. Others of its group may live on until {@link end}. */
	readonly exited: Promise<Exit>;
	/** Asks the leader to end, step by step, then kills whoever of the group is left. */
	end(steps: readonly StopStep[]): Promise<void>;
	/** At once, all of them. */
	kill(): void;
}

/** Killed processes are gone within milliseconds, unless the kernel holds one in the middle of something. */
const GONE_MS = 2000;
const POLL_MS = 10;

/**
 * Starts a command in its own process group.
 *
 * @param output each line of stdout and stderr, read to the end because a closed pipe would kill the writers (EPIPE); or
 * `inherit`: they go where ours go
 */
export function startGroup(command: Command, output: ((line: string) => void) | 'inherit'): ProcessGroup {
	const stdio = output === 'inherit' ? 'inherit' : 'pipe';
	const child = spawn(command.command, command.args, {
		cwd: command.cwd,
		env: command.env,
		detached: true,
		stdio: ['ignore', stdio, stdio],
	});
	for (const input of [child.stdout, child.stderr])
		if (input !== null && output !== 'inherit') createInterface({ input }).on('line', output);
	const exited = exitOf(child);
	const drained = new Promise<void>((resolve) => child.once('close', () => resolve()));
	const pid = child.pid ?? null;
	const kill = () => {
		if (pid !== null) killGroup(pid);
	};
	return {
		pid,
		exited,
		kill,
		async end(steps) {
			for (const { signal, waitMs } of steps) {
				if (!child.kill(signal)) break;
				if (await endsWithin(exited, waitMs)) break;
			}
			kill();
			if (pid !== null) await untilGone(pid);
			await endsWithin(drained, GONE_MS);
		},
	};
}

function killGroup(group: number): void {
	try {
		process.kill(-group, 'SIGKILL');
	} catch {
		// Nobody is left.
	}
}

async function untilGone(pid: number): Promise<void> {
	const deadline = Date.now() + GONE_MS;
	while (groupLives(pid) && Date.now() < deadline) await wait(POLL_MS);
}

function exitOf(child: ChildProcess): Promise<Exit> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve({ kind: 'error', message: error.message }));
		child.once('exit', (code, signal) =>
			resolve(signal === null ? { kind: 'code', code: code ?? 0 } : { kind: 'signal', signal }),
		);
	});
}

async function endsWithin(happening: Promise<unknown>, ms: number): Promise<boolean> {
	const late = new AbortController();
	const ended = happening.then(() => true);
	const timer = wait(ms, false, { signal: late.signal }).catch(() => false);
	const result = await Promise.race([ended, timer]);
	late.abort();
	return result;
}
