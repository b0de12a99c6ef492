import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { runCommand, sayExit } from '../processes/run-command.ts';
import type { Variables } from './settings.ts';

/** What the pages are built from: the simulator's plays the API and the worker's pool. */
const SOURCES = ['web', 'functions', 'sim', 'worker', 'package-lock.json'];

/**
 * Builds the page unless the last build is younger than all that it is made of.
 *
 * @returns the folder of the built page
 * @throws Error with the builder's last lines
 */
export async function builtPage(
	root: string,
	{ progress, signal, variables }: { progress: Progress; signal: AbortSignal; variables: Variables },
): Promise<string> {
	const folder = join(root, 'web/dist');
	const sources = await Promise.all(SOURCES.map((source) => youngest(join(root, source))));
	// The very first build touches web/ itself, by making dist/ in it.
	if ((await youngest(join(folder, 'index.html'))) >= Math.max(...sources)) return folder;
	const step = progress.step('Building the page');
	try {
		const { ok, tail, exit } = await runCommand(
			{
				command: process.execPath,
				args: [join(root, 'node_modules/vite/bin/vite.js'), 'build', join(root, 'web')],
				cwd: root,
				env: { ...variables, NODE_ENV: 'production' },
			},
			{ signal },
		);
		if (!ok) throw new Error(`The page could not be built: ${sayExit(exit)}\n${tail.join('\n')}`);
		return folder;
	} finally {
		step.end();
	}
}

/** When a file, or anything in a folder, was last changed (milliseconds); 0 when it does not exist. */
async function youngest(path: string): Promise<number> {
	const found = await stat(path).catch(() => null);
	if (found === null) return 0;
	// A folder's own time tells of deleted files.
	if (!found.isDirectory()) return found.mtimeMs;
	const inside = (await readdir(path)).filter((name) => name !== 'dist' && name !== 'node_modules');
	const times = await Promise.all(inside.map((name) => youngest(join(path, name))));
	return Math.max(found.mtimeMs, ...times);
}
