/**
 * Deadlines on one machine: a timer drives them, beside the heartbeats of workers. On AWS a schedule does.
 *
 * @module
 */
import type { Deps } from '../deps.ts';
import { takeListing } from '../operations/pool-record.ts';
import { tick } from '../operations/tick.ts';

const EVERY_MS = 1_000;
/** Whether it is time for a full listing: a request to the store. */
const LISTING_ASKED_EVERY_MS = 60_000;

/** @returns ends it */
export function startSweepTimer(deps: Deps): () => void {
	let running = false;
	let askedAt = Number.NEGATIVE_INFINITY;
	const turn = async () => {
		if (running) return;
		running = true;
		try {
			const isTime = deps.now() >= askedAt + LISTING_ASKED_EVERY_MS;
			if (isTime) askedAt = deps.now();
			await tick(deps, { listing: isTime ? await takeListing(deps, deps.now()) : null });
		} catch {
			deps.log({ level: 'warn', event: 'sweep_failed' });
		} finally {
			running = false;
		}
	};
	const timer = setInterval(() => void turn(), EVERY_MS);
	return () => clearInterval(timer);
}
