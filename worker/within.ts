/**
 * Waits for work, but not for ever.
 *
 * @returns null when it took longer; it goes on nevertheless
 */
export async function within<T>(withinMs: number, work: Promise<T>): Promise<T | null> {
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, withinMs, null);
	});
	try {
		return await Promise.race([work, deadline]);
	} finally {
		clearTimeout(timer);
	}
}
