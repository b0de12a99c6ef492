import type { ReconnectPolicy } from 'livekit-client';

/**
 * How livekit-client itself tries to get back: for about as long as the server keeps a lost participant. Its own policy
 * waits up to 10 s between tries and goes on for a minute, in which nobody asks whether the call has ended.
 *
 * @param random 0 to 1
 */
export const makeReconnectPolicy = (random: () => number): ReconnectPolicy => ({
	nextRetryDelayInMs: ({ retryCount }) =>
		retryCount < 10 ? Math.round(Math.min(300 * 2 ** retryCount, 2_000) * (0.5 + random())) : null,
});

/** Base waits between tries to get back into a room, in milliseconds; the last one stays. */
const WAITS = [0, 500, 1_000, 2_000, 4_000, 8_000] as const;

/**
 * How long to wait before the next try.
 *
 * @param failures tries that failed since the room was lost
 * @param random 0 to 1: spreads the pages that a server has lost at the same moment
 */
export const retryDelay = (failures: number, random: number): number =>
	Math.round((WAITS[Math.min(failures, WAITS.length - 1)] ?? 0) * (0.5 + random));

/** A stay in a room that is shorter than this, in milliseconds, was no better than a try that failed. */
const STEADY_AFTER = 10_000;

/**
 * How many tries have failed since the call was well. One that got in and was dropped again at once has failed too: a
 * server that drops a page as soon as it is in would be asked by it without a pause.
 *
 * @param lasted how long the stay was, in milliseconds; 0 when there was none
 */
export const failuresAfter = (before: number, lasted: number): number => (lasted >= STEADY_AFTER ? 0 : before + 1);

/** Waits; shorter when the call is over or the network is back. */
export async function pause(delay: number, signal: AbortSignal, network: EventTarget): Promise<void> {
	if (delay === 0 || signal.aborted) return;
	const woken = new AbortController();
	await new Promise<void>((resolve) => {
		const wake = () => resolve();
		const timer = setTimeout(wake, delay);
		woken.signal.addEventListener('abort', () => clearTimeout(timer));
		signal.addEventListener('abort', wake, { signal: woken.signal });
		network.addEventListener('online', wake, { signal: woken.signal });
	});
	woken.abort();
}

/** Waits for as long as the API said; shorter only when the call is over. */
export const hold = (delay: number, signal: AbortSignal): Promise<void> => pause(delay, signal, new EventTarget());
