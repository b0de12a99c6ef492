import { setTimeout as wait } from 'node:timers/promises';
import type { Guard } from '../processes/guard.ts';
import { startGroup } from '../processes/process-group.ts';
import { sayExit } from '../processes/run-command.ts';
import type { LogFile } from './log-file.ts';
import { type LogLine, parseLine } from './log-line.ts';
import type { Death, PartSpec } from './part.ts';

export interface Surroundings {
	readonly log: LogFile;
	readonly guard: Guard;
	/** Milliseconds. */
	readonly now: () => number;
	readonly onLine: (line: LogLine) => void;
}

type Outcome = 'ready' | 'died' | 'too late';

/** One life of a part, from its start until the last process of its group is gone. */
export interface Life {
	/** Of the group's leader; `null` when it could not be started. */
	readonly pid: number | null;
	readonly ready: Promise<Outcome>;
	/** Resolves when nothing of it is left, whoever ended it. */
	readonly ended: Promise<Death>;
	/** Ends it the way the part likes to be ended. */
	end(): Promise<void>;
	/** Ends it at once. */
	kill(): void;
}

const LAST_LINES = 15;

export function beginLife(spec: PartSpec, { log, guard, now, onLine }: Surroundings): Life {
	const since = now();
	const listeners: ((line: LogLine) => void)[] = [];
	const lastLines: LogLine[] = [];
	let isReady = false;

	const group = startGroup(spec.command, (raw) => {
		const line = parseLine(raw);
		log.write(line.text);
		lastLines.push(line);
		if (lastLines.length > LAST_LINES) lastLines.shift();
		onLine(line);
		for (const listener of listeners) listener(line);
	});
	const { pid } = group;
	if (pid !== null) guard.watch(pid);

	const waiting = new AbortController();
	const ended = group.exited.then(async (exit): Promise<Death> => {
		waiting.abort();
		// Orphans of its group would go on: job processes talk for 13 s.
		await group.end([]);
		if (pid !== null) guard.release(pid);
		const { name: part, title } = spec;
		return { part, title, how: sayExit(exit), ready: isReady, livedMs: now() - since, lastLines };
	});

	const becomesReady = spec
		.ready({ onLine: (listener) => void listeners.push(listener), signal: waiting.signal })
		.then((): Outcome => (waiting.signal.aborted ? 'died' : 'ready'));
	const isLate = wait<Outcome>(spec.readyWithinMs, 'too late', { signal: waiting.signal }).catch((): Outcome => 'died');
	const ready = Promise.race([becomesReady, isLate]).then((outcome) => {
		isReady = outcome === 'ready';
		waiting.abort();
		return outcome;
	});

	return { pid, ready, ended, kill: group.kill, end: () => group.end(spec.stop) };
}
