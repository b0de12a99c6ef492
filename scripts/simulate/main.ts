/**
 * `npm run simulate`. The simulator becomes JavaScript first: compiled on the way (tsx) it takes twice as long.
 *
 * @module
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { createProgress } from '../install/progress.mjs';

type Main = (args: readonly string[], root: string, say: (line: string) => void) => Promise<number>;

const root = join(import.meta.dirname, '../..');

export async function main(args: readonly string[]): Promise<number> {
	const progress = createProgress(process.stdout);
	// Within node_modules, so that it finds its packages.
	const outfile = join(root, 'node_modules/.cache/greenroom/simulate.mjs');
	buildSync({
		entryPoints: [join(root, 'sim/main.ts')],
		absWorkingDir: root,
		outfile,
		bundle: true,
		packages: 'external',
		format: 'esm',
		platform: 'node',
		target: 'node20',
		sourcemap: 'linked',
		logLevel: 'warning',
	});
	const simulator: { readonly main: Main } = await import(pathToFileURL(outfile).href);
	return simulator.main(args, root, (line) => progress.say(line));
}
