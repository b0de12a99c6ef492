/**
 * The image that stands in for Node's official one, made once on each machine.
 *
 * @module
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { runCommand, sayExit } from '../processes/run-command.ts';
import { type Buildah, ISOLATION, type Machine } from './buildah.ts';

const NODE_VERSION = '24.21.0';
/** The one that comes with that Node. */
const NPM_VERSION = '11.19.1';
/** Another recipe is another image. */
export const BASE = `localhost/greenroom-base:${NODE_VERSION}-1`;

/** @returns why there is none; `null`: it is there */
export async function provideBase(
	buildah: Buildah,
	{ env, signal, progress }: Machine & { readonly progress: Progress },
): Promise<string | null> {
	if ((await buildah.run(['inspect', '--type', 'image', BASE])).ok) return null;
	const step = progress.step('Making a Debian with Node 24 for the worker’s image (once)');
	await mkdir(buildah.folder, { recursive: true });
	const workshop = await mkdtemp(join(buildah.folder, 'making-'));
	try {
		const args = [BASE, NODE_VERSION, NPM_VERSION, ...buildah.options];
		const { ok, tail, exit } = await runCommand(
			{ command: join(import.meta.dirname, 'base.sh'), args, cwd: workshop, env: { ...env, ...ISOLATION } },
			{ signal, onLine: step.update },
		);
		if (!ok) return `${sayExit(exit)}\n${tail.slice(-5).join('\n')}`;
		step.done('Made a Debian with Node 24');
		return null;
	} finally {
		step.end();
		await rm(workshop, { recursive: true, force: true });
	}
}
