/**
 * A bundled function in a process of its own, called by events as Lambda calls it.
 *
 * @module
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface FunctionProcess {
	/** How long its file took to be imported, milliseconds. */
	readonly importMs: number;
	/** What it has written, line by line. */
	readonly lines: readonly string[];
	/** @throws Error when the function does */
	call<Event, Result>(event: Event): Promise<Result>;
	stop(): Promise<void>;
}

interface Waiting {
	readonly resolve: (result: never) => void;
	readonly reject: (error: Error) => void;
}

type Message =
	| { readonly importMs: number }
	| { readonly id: number; readonly result: never }
	| { readonly id: number; readonly error: string };

/** @param env all the variables that it has */
export async function startFunction(file: string, env: Readonly<Record<string, string>>): Promise<FunctionProcess> {
	const child = fork(join(import.meta.dirname, 'runtime.mjs'), [file], {
		env,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	const lines: string[] = [];
	for (const input of [child.stdout, child.stderr])
		if (input !== null) createInterface({ input }).on('line', (line) => lines.push(line));
	const waiting = new Map<number, Waiting>();
	child.on('exit', () => {
		for (const { reject } of waiting.values()) reject(new Error(`The function has ended.\n${lines.join('\n')}`));
	});
	const importMs = await new Promise<number>((resolve, reject) => {
		child.once('exit', (code) => reject(new Error(`It has ended with ${code}.\n${lines.join('\n')}`)));
		child.on('message', (message: Message) => {
			if ('importMs' in message) return resolve(message.importMs);
			const waits = waiting.get(message.id);
			waiting.delete(message.id);
			if ('error' in message) waits?.reject(new Error(message.error));
			else waits?.resolve(message.result);
		});
	});
	let calls = 0;
	return {
		importMs,
		lines,
		call: (event) =>
			new Promise((resolve, reject) => {
				calls += 1;
				waiting.set(calls, { resolve, reject });
				child.send({ id: calls, event });
			}),
		stop: async () => {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const gone = once(child, 'exit');
			child.kill('SIGKILL');
			await gone;
		},
	};
}
