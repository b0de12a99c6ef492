import { setTimeout as wait } from 'node:timers/promises';
import type { LogLine } from './log-line.ts';

/** How one life of a part becomes known to be ready. */
export type Readiness = (life: {
	onLine(listener: (line: LogLine) => void): void;
	/** The part has died or took too long: nobody waits any more. */
	readonly signal: AbortSignal;
}) => Promise<void>;

const POLL_MS = 25;

/** Ready when each of these events has been logged. */
export function untilEvents(...events: readonly string[]): Readiness {
	return ({ onLine }) =>
		new Promise((resolve) => {
			const missing = new Set<unknown>(events);
			onLine(({ json }) => {
				missing.delete(json?.['event']);
				if (missing.size === 0) resolve();
			});
		});
}

/** Ready when an URL is answered with 200. */
export function untilAnswered(url: string): Readiness {
	return async ({ signal }) => {
		while (!signal.aborted) {
			const ok = await fetch(url, { signal }).then(
				async (response) => {
					await response.body?.cancel();
					return response.ok;
				},
				() => false,
			);
			if (ok) return;
			await wait(POLL_MS, undefined, { signal }).catch(() => {});
		}
	};
}
