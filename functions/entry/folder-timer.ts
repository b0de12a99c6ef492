/**
 * Files in a folder go when their conversation would have. On AWS a rule of the bucket sees to it.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { sweepFolder } from '../files/folder/sweep.ts';

const EVERY_MS = 3_600_000;

/** Holds up nothing: neither the start nor the end of the process. */
export function startFolderTimer({ now, policy, log }: Deps, folder: string): void {
	const turn = async () => {
		try {
			const removed = await sweepFolder(folder, now() - policy.recordTtlMs);
			if (removed > 0) log({ level: 'info', event: 'files_expired', removed });
		} catch {
			log({ level: 'warn', event: 'files_sweep_failed' });
		}
	};
	void turn();
	setInterval(() => void turn(), EVERY_MS).unref();
}
