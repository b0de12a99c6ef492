/**
 * Deadlines on one machine: a timer drives them, beside the heartbeats of workers. On AWS a schedule does.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { SWEEP_LIMIT, sweep } from '../operations/sweep.ts';

const EVERY_MS = 1_000;

/** @returns ends it */
export function startSweepTimer(deps: Deps): () => void {
	let running = false;
	const turn = async () => {
		if (running) return;
		running = true;
		try {
			await sweep(deps, { limit: SWEEP_LIMIT, until: deps.now() });
		} catch {
			deps.log({ level: 'warn', event: 'sweep_failed' });
		} finally {
			running = false;
		}
	};
	const timer = setInterval(() => void turn(), EVERY_MS);
	return () => clearInterval(timer);
}
