import { join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { runCommand, sayExit } from '../processes/run-command.ts';
import { takeTurns } from '../processes/turns.ts';
import { add, nothing, oneFailed, onePassed, type Tally } from './tally.ts';

interface Check {
	readonly name: string;
	/** Each a program in node_modules with its arguments. All have to succeed. */
	readonly programs: readonly (readonly string[])[];
}

const TSC = 'typescript/bin/tsc';
export const checks: readonly Check[] = [
	// Three configurations: the narrower ones catch `document` in the worker and `process` in the page.
	{
		name: 'types',
		programs: ['tsconfig.json', 'tsconfig.node.json', 'tsconfig.web.json'].map((config) => [TSC, '-p', config]),
	},
	{ name: 'lint', programs: [['@biomejs/biome/bin/biome', 'check', '.']] },
	{
		name: 'boundaries',
		programs: [
			[
				'dependency-cruiser/bin/dependency-cruise.mjs',
				...['functions', 'worker', 'web', 'scripts', 'e2e', 'sim', 'infra', 'sst.config.ts'],
			],
		],
	},
];

interface Surroundings {
	readonly root: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** Runs checks side by side, two programs at once: more would only wait for each other. */
export async function runChecks(wanted: readonly Check[], around: Surroundings): Promise<Tally> {
	const turns = takeTurns(2);
	const step = around.progress.step(`Checking ${wanted.map(({ name }) => name).join(', ')}`);
	const tallies = await Promise.all(
		wanted.map(async ({ name, programs }) => {
			const began = Date.now();
			const results = await Promise.all(programs.map((program) => turns(() => runProgram(program, around))));
			const failures = results.filter((output) => output !== null);
			const seconds = `${((Date.now() - began) / 1000).toFixed(1)} s`;
			around.progress.say(`${name.padEnd(12)}${failures.length === 0 ? 'passed' : 'FAILED'}, ${seconds}`);
			for (const output of failures) around.progress.say(`${output}\n`);
			return failures.length === 0 ? onePassed : oneFailed;
		}),
	);
	step.end();
	return tallies.reduce(add, nothing);
}

/** @returns `null` when it succeeded, else all that it said */
async function runProgram([file = '', ...args]: readonly string[], around: Surroundings): Promise<string | null> {
	const { root, env, signal } = around;
	const program = { command: process.execPath, args: [join(root, 'node_modules', file), ...args], cwd: root, env };
	const { ok, tail, exit } = await runCommand(program, { signal, keepLines: Number.POSITIVE_INFINITY });
	return ok ? null : [...tail, `${file}: ${sayExit(exit)}`].join('\n');
}
