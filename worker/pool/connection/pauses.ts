/**
 * How long the worker waits between two attempts to reach LiveKit. agents (1.9) waits for 2, 4, 6, 8 and 10 s, so that
 * a worker comes back up to 10 s after its server, and a job that LiveKit would give it meanwhile is lost.
 *
 * agents offers no way to choose: but it reads `maxRetry` of its options after each failed attempt, and in the same turn
 * of the event loop it begins to wait. The timer that it sets in that turn is given our time.
 *
 * @module
 */
import type { ServerOptions } from '@livekit/agents';

const FIRST_MS = 250;
const LONGEST_MS = 1_500;

/**
 * @param failures in a row, 1 at first
 * @param random 0 to 1: the workers of a pool have lost their server in the same moment
 */
export const pauseAfter = (failures: number, random: number): number =>
	Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS) * (0.5 + random / 2);

/** agents' own are whole multiples of that. */
const AGENTS_STEP_MS = 2_000;

/**
 * @param options of a server that has not run yet
 * @param onFailure an attempt has failed, or the connection was lost; returns the pause before the next attempt
 */
export function choosePauses(options: Pick<ServerOptions, 'maxRetry'>, onFailure: () => number): void {
	let isTurn = false;
	Object.defineProperty(options, 'maxRetry', {
		get() {
			if (!isTurn) {
				isTurn = true;
				const restore = setPauseOfThisTurn(onFailure());
				queueMicrotask(() => {
					isTurn = false;
					restore();
				});
			}
			return Number.POSITIVE_INFINITY;
		},
	});
}

function setPauseOfThisTurn(pauseMs: number): () => void {
	const own = globalThis.setTimeout;
	const ours = new Proxy(own, {
		apply(_own, self, [callback, ms, ...rest]: Parameters<typeof setTimeout>) {
			const isPause = typeof ms === 'number' && ms > 0 && ms % AGENTS_STEP_MS === 0;
			return Reflect.apply(own, self, [callback, isPause ? pauseMs : ms, ...rest]);
		},
	});
	globalThis.setTimeout = ours;
	return () => {
		if (globalThis.setTimeout === ours) globalThis.setTimeout = own;
	};
}
