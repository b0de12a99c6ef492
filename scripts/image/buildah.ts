/**
 * buildah with a storage of its own, beside the cached livekit-server: no image of this machine's is seen or touched.
 *
 * @module
 */
import { join } from 'node:path';
import { cacheFolder } from '../install/cache-folder.ts';
import { onPath } from '../livekit/server.ts';
import { type Finished, runCommand, sayExit } from '../processes/run-command.ts';

export interface Machine {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly signal: AbortSignal;
	readonly platform?: NodeJS.Platform;
	readonly isRoot?: boolean;
}

export interface Buildah {
	/** Where images and the layers of former builds are kept. */
	readonly folder: string;
	/** buildah's own options, for scripts that call it. */
	readonly options: readonly string[];
	run(args: readonly string[], how?: { readonly cwd?: string; onLine?(line: string): void }): Promise<Finished>;
	/** @throws Error with its last lines */
	output(...args: readonly string[]): Promise<string>;
}

/** What its environment has to say: without it, it wants a container runtime. */
export const ISOLATION = { BUILDAH_ISOLATION: 'chroot' };

/** Why images cannot be made here; `null`: they can. */
export async function whyNoImages({
	env,
	platform = process.platform,
	isRoot = process.getuid?.() === 0,
}: Omit<Machine, 'signal'>): Promise<string | null> {
	if (platform !== 'linux' || !isRoot) return 'an image is built and booted by root on Linux';
	for (const name of ['buildah', 'debootstrap', 'unshare', 'nsenter'])
		if ((await onPath(name, env['PATH'])) === null) return `there is no ${name} on PATH`;
	return null;
}

export function openBuildah({ env, signal }: Machine): Buildah {
	const folder = join(cacheFolder(env), 'images');
	const options = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'run')];
	const run: Buildah['run'] = (args, { cwd = '/', onLine = () => {} } = {}) =>
		runCommand(
			{ command: 'buildah', args: [...options, ...args], cwd, env: { ...env, ...ISOLATION } },
			{ signal, onLine, keepLines: 100_000 },
		);
	return {
		folder,
		options,
		run,
		async output(...args) {
			const { ok, tail, exit } = await run(args);
			if (ok) return tail.join('\n');
			throw new Error(`buildah ${args[0]}: ${sayExit(exit)}\n${tail.slice(-10).join('\n')}`);
		},
	};
}
