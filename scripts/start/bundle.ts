/**
 * Our own TypeScript becomes JavaScript once, and packages stay where they are: compiling on the way (tsx) costs each
 * job process 1.5 s.
 *
 * @module
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, buildSync, context, type OutputFile } from 'esbuild';

/** Every file that is run by its name: programs, what they fork, and threads. */
const programs = {
	api: { base: 'functions', main: 'entry/node', others: [] },
	store: { base: 'scripts', main: 'redis/main', others: [] },
	worker: { base: 'worker', main: 'main', others: ['job/main', 'voice/offline/flite/thread'] },
} as const;
export type ProgramName = keyof typeof programs;

/** Within node_modules, so that the bundle finds its packages; of every start the same, as the sources are. */
const folderOf = (root: string, name: ProgramName) => join(root, 'node_modules/.cache/greenroom', name);

/** The file to run, once it has been {@link bundle}d. */
export const mainFile = (root: string, name: ProgramName): string =>
	join(folderOf(root, name), `${programs[name].main}.mjs`);

/** @throws Error with esbuild's messages: file, line, and what is wrong there */
export async function bundle(root: string, names: readonly ProgramName[]): Promise<void> {
	// Synchronous: the other way leaves esbuild's service running for as long as we do.
	for (const name of names) await writeChanged(buildSync(optionsFor(root, name)).outputFiles);
}

/**
 * Goes on bundling whenever a source changes.
 *
 * @param on is told that the program is another one now, or of esbuild's messages while it stays as it was
 * @returns ends the watch
 */
export async function watchBundle(
	root: string,
	name: ProgramName,
	on: { change(): void; error(messages: string): void },
): Promise<() => Promise<void>> {
	const watching = await context({
		...optionsFor(root, name),
		plugins: [
			{
				name: 'restart',
				setup: ({ onEnd }) =>
					onEnd(async ({ errors, outputFiles }) => {
						if (errors.length > 0) on.error(errors.map(sayMessage).join('\n'));
						else if (await writeChanged(outputFiles ?? [])) on.change();
					}),
			},
		],
	});
	await watching.watch();
	return () => watching.dispose();
}

function optionsFor(root: string, name: ProgramName): BuildOptions & { write: false } {
	const { base, main, others } = programs[name];
	return {
		entryPoints: [main, ...others].map((entry) => join(root, base, `${entry}.ts`)),
		absWorkingDir: root,
		outbase: join(root, base),
		outdir: folderOf(root, name),
		outExtension: { '.js': '.mjs' },
		bundle: true,
		packages: 'external',
		format: 'esm',
		platform: 'node',
		target: 'node20',
		sourcemap: 'linked',
		logLevel: 'silent',
		// Written below, so that a job process never reads half of a file.
		write: false,
	};
}

/** @returns whether any file is new */
async function writeChanged(files: readonly OutputFile[]): Promise<boolean> {
	let changed = false;
	for (const { path, contents } of files) {
		const former = await readFile(path).catch(() => null);
		if (former?.equals(contents) === true) continue;
		await mkdir(dirname(path), { recursive: true });
		const next = `${path}.${process.pid}`;
		await writeFile(next, contents);
		await rename(next, path);
		changed = true;
	}
	return changed;
}

const sayMessage = ({ text, location }: { text: string; location: { file: string; line: number } | null }): string =>
	location === null ? text : `${location.file}:${location.line}: ${text}`;
