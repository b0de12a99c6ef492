/**
 * Deadlines on one machine: a timer drives them, beside the heartbeats of workers. On AWS a schedule does.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { loadPool } from '../operations/pool-record.ts';
import { sweep } from '../operations/sweep.ts';

const EVERY_MS = 1_000;
const LIMIT = 20;

/** @returns ends it */
export function startSweepTimer(deps: Deps): () => void {
	let running = false;
	const turn = async () => {
		if (running) return;
		running = true;
		try {
			const { cameAt } = await loadPool(deps);
			await sweep(deps, { limit: LIMIT, until: deps.now(), workerCameAt: cameAt });
		} catch {
			deps.log({ level: 'warn', event: 'sweep_failed' });
		} finally {
			running = false;
		}
	};
	const timer = setInterval(() => void turn(), EVERY_MS);
	return () => clearInterval(timer);
}
