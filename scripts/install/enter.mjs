import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { nodeProblem } from './node-version.mjs';
import { createProgress } from './progress.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * From a fresh clone into TypeScript, in this same process: signals, exit code and output need no go-between.
 *
 * @param {URL} entry a TypeScript file that exports `main(args): Promise<number>`, which answers with the exit code
 */
export async function enter(entry) {
	const problem = nodeProblem(process.versions.node);
	if (problem !== null) return leave(problem);
	const failure = await ensureDependencies(root, createProgress(process.stdout));
	if (failure !== null) return leave(failure);
	if (!process.features.typescript) {
		const { register } = await import('tsx/esm/api');
		register();
	}
	const { main } = await import(entry.href);
	const code = await main(process.argv.slice(2));
	await Promise.all([process.stdout, process.stderr].map(written));
	process.exit(code);
}

/** An exit drops what a slow reader at the other end of a pipe has not taken yet. One who has gone takes nothing more. */
const written = (out) => new Promise((resolve) => out.once('error', resolve).write('', resolve));

/** @param {string} why */
function leave(why) {
	console.error(why);
	process.exit(1);
}
