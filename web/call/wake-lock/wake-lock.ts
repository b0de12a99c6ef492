/**
 * Keeps the screen on while somebody talks: a phone that locks itself takes the microphone with it.
 *
 * @module
 */

/** As much of a browser as is needed. */
export interface WakeLockMeans {
	/** Not there in older browsers, nor on a page without https. */
	readonly wakeLock: Pick<WakeLock, 'request'> | undefined;
	readonly page: EventTarget & Pick<Document, 'visibilityState'>;
}

/** @param signal aborted when the call is over */
export function keepAwake({ wakeLock, page }: WakeLockMeans, signal: AbortSignal): void {
	let held: Promise<WakeLockSentinel | null> = Promise.resolve(null);

	function take(): void {
		// The browser lets go of it whenever the page is hidden, and gives none to one that is.
		if (wakeLock === undefined || page.visibilityState !== 'visible') return;
		const release = (sentinel: WakeLockSentinel | null) => void sentinel?.release().catch(() => {});
		void held.then(release);
		held = wakeLock.request('screen').catch(() => null);
		void held.then((sentinel) => signal.aborted && release(sentinel));
	}

	take();
	page.addEventListener('visibilitychange', take, { signal });
	signal.addEventListener('abort', () => void held.then((sentinel) => sentinel?.release().catch(() => {})));
}
