/**
 * The page as a deployment serves it: the same build that `npm start` makes, without what `npm start` puts into it.
 *
 * @module
 */
import { join } from 'node:path';
import { runCommand, sayExit } from '../processes/run-command.ts';

/**
 * Builds the pages for callers and operators, and the simulator's.
 *
 * @param root of the clone
 * @param outdir is emptied first
 * @throws Error with the builder's last lines
 */
export async function bundlePage(root: string, outdir: string): Promise<void> {
	const { ok, tail, exit } = await runCommand({
		command: process.execPath,
		args: [
			join(root, 'node_modules/vite/bin/vite.js'),
			'build',
			join(root, 'web'),
			'--outDir',
			outdir,
			'--emptyOutDir',
		],
		cwd: root,
		env: { ...process.env, NODE_ENV: 'production' },
	});
	if (!ok) throw new Error(`The page could not be built: ${sayExit(exit)}\n${tail.join('\n')}`);
}
