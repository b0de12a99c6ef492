import { type Command, type Exit, startGroup } from './process-group.ts';

export interface Finished {
	readonly ok: boolean;
	/** The last lines of both outputs, 40 unless said otherwise. */
	readonly tail: readonly string[];
	readonly exit: Exit;
}

interface Following {
	readonly signal?: AbortSignal;
	readonly onLine?: (line: string) => void;
	readonly keepLines?: number;
}

/** Runs a command to its end. Aborting the signal ends it with everything it started, and then throws. */
export async function runCommand(
	command: Command,
	{ signal, onLine = () => {}, keepLines = 40 }: Following = {},
): Promise<Finished> {
	signal?.throwIfAborted();
	const tail: string[] = [];
	const group = startGroup(command, (line) => {
		tail.push(line);
		if (tail.length > keepLines) tail.shift();
		onLine(line);
	});
	signal?.addEventListener('abort', group.kill);
	const exit = await group.exited;
	await group.end([]);
	signal?.removeEventListener('abort', group.kill);
	signal?.throwIfAborted();
	return { ok: exit.kind === 'code' && exit.code === 0, tail, exit };
}

/** How it ended, in words. */
export function sayExit(exit: Exit): string {
	switch (exit.kind) {
		case 'code':
			return `exit code ${exit.code}`;
		case 'signal':
			return `killed by ${exit.signal}`;
		case 'error':
			return exit.message;
	}
}
