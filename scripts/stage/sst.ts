/**
 * SST's command line, as a person would call it.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startGroup } from '../processes/process-group.ts';

/** What it writes goes where ours goes. @returns whether it says that all went well */
export async function runSst(root: string, env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<boolean> {
	const { exited } = startGroup(
		{
			command: process.execPath,
			args: [join(root, 'node_modules/sst/cli/sst.js'), ...args],
			cwd: root,
			env: { SST_TELEMETRY_DISABLED: '1', ...env },
		},
		'inherit',
	);
	const exit = await exited;
	return exit.kind === 'code' && exit.code === 0;
}

/**
 * SST uploads a helper for each stack, under the hash of its text with the stack's name before it. Ours do not use it, so no
 * template names it.
 */
export async function helpersOf(root: string, stacks: readonly string[]): Promise<readonly string[]> {
	const text = await readFile(join(root, 'node_modules/sst/support/custom-resources/index.mjs'), 'utf8');
	return stacks.map((name) => createHash('sha256').update(`${name}${text}`).digest('hex'));
}
