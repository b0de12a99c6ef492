/**
 * Waiting with an end.
 *
 * @module
 */

export interface Patience {
	readonly ms: number;
	/** Aborted: nobody waits any more. */
	readonly signal: AbortSignal;
}

/**
 * Null: not in time.
 *
 * @param onLate gets what comes when nobody waits for it any more
 * @throws what was waited for throws, in time
 */
export async function inTime<T>(
	waited: Promise<T>,
	{ ms, signal }: Patience,
	onLate: (late: T) => Promise<unknown> = async () => {},
): Promise<T | null> {
	const letGo = (): null => {
		waited.then(onLate).catch(() => {});
		return null;
	};
	if (signal.aborted) return letGo();
	let giveUp: () => void = () => {};
	const isOver = new Promise<null>((resolve) => {
		giveUp = () => resolve(null);
	});
	const timer = setTimeout(giveUp, ms);
	signal.addEventListener('abort', giveUp);
	try {
		return (await Promise.race([waited, isOver])) ?? letGo();
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', giveUp);
	}
}
