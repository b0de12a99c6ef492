/**
 * A copy of the sources, in which a mistake may be made: nobody finds it in the working tree, whatever becomes of the run.
 *
 * @module
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommand } from '../processes/run-command.ts';
import { apply, changesOf } from './patch.ts';
import { PROPERTY_MS } from './property-ms.ts';

export interface Mutant {
	/** @throws Error that says how to mend a patch which does not apply any more */
	apply(patchFile: string): Promise<void>;
	/** Runs these tests. Their report as JSON; null: there is none. */
	test(files: readonly string[], options: TestOptions): Promise<string | null>;
	drop(): Promise<void>;
}

export interface TestOptions {
	readonly signal: AbortSignal;
	/** After which each property has been tested enough; absent: as often as it says. */
	readonly propertyMs?: number;
}

const settings = {
	// Not among the durations of the real tests.
	cacheDir: '.vite',
	test: { pool: 'threads', testTimeout: 60_000, setupFiles: [join(import.meta.dirname, 'properties.ts')] },
};

/** @param folder of the sources, which import nothing outside of it but packages */
export async function makeMutant(root: string, folder: string): Promise<Mutant> {
	const copy = await mkdtemp(join(tmpdir(), 'greenroom-mutant-'));
	await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
	for (const part of [folder, 'package.json', 'tsconfig.json'])
		await cp(join(root, part), join(copy, part), { recursive: true, filter: (file) => basename(file) !== 'dist' });
	await writeFile(join(copy, 'vitest.config.mjs'), `export default ${JSON.stringify(settings)};\n`);

	return {
		async apply(patchFile) {
			for (const change of changesOf(await readFile(patchFile, 'utf8'))) {
				const file = join(copy, change.file);
				const changed = apply(await readFile(file, 'utf8').catch(() => ''), change);
				if (changed === null) throw new Error(howToMend(basename(patchFile), change.file));
				await writeFile(file, changed);
			}
		},
		async test(files, { signal, propertyMs }) {
			const vitest = join('node_modules', 'vitest', 'vitest.mjs');
			const args = [vitest, 'run', '--reporter=json', '--outputFile=report.json', ...files];
			// And nothing that an outer run says to its tests.
			const env = { PATH: process.env['PATH'], [PROPERTY_MS]: propertyMs?.toString() };
			await runCommand({ command: process.execPath, args, cwd: copy, env }, { signal });
			return readFile(join(copy, 'report.json'), 'utf8').catch(() => null);
		},
		drop: () => rm(copy, { recursive: true, force: true }),
	};
}

const howToMend = (patch: string, file: string): string =>
	`${patch} does not apply any more: ${file} has changed where the patch makes its mistake. Make the same mistake in ` +
	`it as it is now, put \`git diff -- ${file}\` below the first line of the patch, and take the mistake back.`;
