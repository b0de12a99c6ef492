/**
 * What `npm run bench -- density` is told.
 *
 * @module
 */
import { parseArgs } from 'node:util';

export interface DensityOptions {
	/** Calls at once, from step to step. */
	readonly steps: readonly number[];
	/** How long each step is measured. */
	readonly seconds: number;
	/** The worker may use these processors alone, and nobody else them; null: everybody uses all. */
	readonly cpus: readonly number[] | null;
	/** A shell's command that starts another worker than this folder's; it finds its configuration in its environment. */
	readonly worker: string | null;
	readonly idleProcesses: number;
	/** Goes on after the first step that was not good. */
	readonly all: boolean;
}

export const USAGE =
	"npm run bench -- density [--steps 2,4,8] [--seconds 40] [--cpus 0,1 | 0-3] [--worker 'command'] [--idle 2] [--all]";

/** @throws Error saying what is wrong */
export function readOptions(args: readonly string[]): DensityOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			steps: { type: 'string', default: '1,2,4,6,8,12,16,24,32,48,64' },
			seconds: { type: 'string', default: '40' },
			cpus: { type: 'string' },
			worker: { type: 'string' },
			idle: { type: 'string', default: '2' },
			all: { type: 'boolean', default: false },
		},
	});
	return {
		steps: listOf('--steps', values.steps),
		seconds: wholeNumber('--seconds', values.seconds),
		cpus: values.cpus === undefined ? null : cpusOf(values.cpus),
		worker: values.worker ?? null,
		idleProcesses: wholeNumber('--idle', values.idle),
		all: values.all,
	};
}

function wholeNumber(name: string, text: string, least = 1): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < least) throw new Error(`${name}: ${text} is not a whole number from ${least} on`);
	return number;
}

function listOf(name: string, text: string): readonly number[] {
	const numbers = text.split(',').map((part) => wholeNumber(name, part));
	if (numbers.some((number, i) => number <= (numbers[i - 1] ?? 0))) throw new Error(`${name}: ${text} does not rise`);
	return numbers;
}

/** As taskset reads it: `0,2` and `0-3`. */
function cpusOf(text: string): readonly number[] {
	return text.split(',').flatMap((part) => {
		const [first = '', last = first] = part.split('-');
		const from = wholeNumber('--cpus', first, 0);
		return Array.from({ length: wholeNumber('--cpus', last, from) - from + 1 }, (_, i) => from + i);
	});
}
