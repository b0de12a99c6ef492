/**
 * A clock that passes when it is told to, and what is to be done on it.
 *
 * @module
 */

interface Task {
	readonly at: number;
	readonly run: () => unknown;
}

export type Clock = ReturnType<typeof makeClock>;

export function makeClock(start: number) {
	let now = start;
	const tasks: Task[] = [];

	function takeFirst(until: number): Task | undefined {
		const first = tasks.reduce<Task | undefined>((a, b) => (a === undefined || b.at < a.at ? b : a), undefined);
		if (first === undefined || first.at > until) return undefined;
		tasks.splice(tasks.indexOf(first), 1);
		return first;
	}

	function until(time: number): void {
		for (let task = takeFirst(time); task !== undefined; task = takeFirst(time)) {
			now = Math.max(now, task.at);
			task.run();
		}
		now = Math.max(now, time);
	}

	return {
		now: () => now,
		/** Whoever does something takes so long. */
		spend(ms: number): void {
			now += ms;
		},
		later(ms: number, run: () => unknown): void {
			tasks.push({ at: now + ms, run });
		},
		until,
		pass: (ms: number) => until(now + ms),
	};
}

/** Numbers from 0 to `max`, as they were drawn. */
export function makeChance(draws: readonly number[]): (max: number) => number {
	let drawn = 0;
	return (max) => {
		drawn += 1;
		return (draws[drawn % draws.length] ?? 0) % (max + 1);
	};
}
