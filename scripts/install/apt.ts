import { setTimeout as wait } from 'node:timers/promises';
import { type Finished, runCommand } from '../processes/run-command.ts';
import type { Progress } from './progress.mjs';

interface Apt {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	/** How long another apt may hold the lists (milliseconds); the one for packages apt waits for by itself. */
	readonly lockedMs?: number;
	readonly pollMs?: number;
}

/**
 * Installs Debian packages. The lists of packages are fetched only when apt cannot do without.
 *
 * @returns `null` when they are installed, else apt's last lines
 */
export async function aptInstall(packages: readonly string[], apt: Apt): Promise<string | null> {
	const step = apt.progress.step(`Installing ${packages.join(', ')} with apt`);
	const install = ['install', '-y', '--no-install-recommends', ...packages];
	try {
		let finished = await aptGet(install, apt, step.update);
		if (!finished.ok && needsLists(finished.tail)) {
			await aptGet(['update'], apt, step.update);
			finished = await aptGet(install, apt, step.update);
		}
		if (!finished.ok) return finished.tail.slice(-5).join('\n');
		step.done(`Installed ${packages.join(', ')}`);
		return null;
	} finally {
		step.end();
	}
}

/** What apt says when it does not know a package, or knows one that its mirror no longer has. */
export const needsLists = (lines: readonly string[]): boolean =>
	/Unable to locate package|has no installation candidate|Failed to fetch|404 +Not Found/.test(lines.join('\n'));

/** Another apt is at work. `DPkg::Lock::Timeout` does not cover the lock of the lists. */
export const isLocked = (lines: readonly string[]): boolean => /Could not get lock/.test(lines.join('\n'));

async function aptGet(args: readonly string[], apt: Apt, onLine: (line: string) => void): Promise<Finished> {
	const { env, signal, lockedMs = 600_000, pollMs = 2000 } = apt;
	const command = {
		command: 'apt-get',
		args: ['-o', 'DPkg::Lock::Timeout=600', ...args],
		cwd: '/',
		// Its words are read above, so they must be English ones.
		env: { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
	};
	const deadline = Date.now() + lockedMs;
	for (;;) {
		const finished = await runCommand(command, { signal, onLine });
		if (finished.ok || !isLocked(finished.tail) || Date.now() >= deadline) return finished;
		onLine('waiting for another apt to finish');
		await wait(pollMs, undefined, { signal });
	}
}
