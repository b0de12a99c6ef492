/**
 * Counts down in whole seconds, to nothing.
 *
 * @param wait milliseconds
 */
export function countDown(wait: number, now: () => number, left: (seconds: number) => void): void {
	const end = now() + wait;
	const count = () => {
		const seconds = Math.max(0, Math.ceil((end - now()) / 1_000));
		left(seconds);
		if (seconds === 0) clearInterval(counting);
	};
	const counting = setInterval(count, 1_000);
	count();
}
