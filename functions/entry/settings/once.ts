/**
 * Makes something once, for all who ask, also for those who ask while it is being made. What fails is not kept: whoever
 * asks next tries again.
 */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | null = null;
	return () => {
		made ??= make().catch((error: unknown) => {
			made = null;
			throw error;
		});
		return made;
	};
}
