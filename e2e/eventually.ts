/** What was waited for did not come. */
export class NeverError extends Error {
	override readonly name = 'NeverError';
}

const LOOK_EVERY_MS = 20;

/**
 * Looks until it is as wanted, in tests and benches alike.
 *
 * @throws NeverError with what was seen last
 */
export async function eventually<T>(
	what: string,
	look: () => Promise<T>,
	isWanted: (seen: T) => boolean,
	withinMs: number,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const seen = await look();
		if (isWanted(seen)) return seen;
		if (Date.now() >= deadline)
			throw new NeverError(`${what}: not within ${withinMs} ms; it was last ${JSON.stringify(seen)}`);
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
}
