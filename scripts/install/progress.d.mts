export interface Step {
	/** What is going on within the step. */
	update(detail: string): void;
	/** The step is over, and there is nothing to say about it. */
	end(): void;
	/** The step is over; how long it took is added when that was long enough to notice. */
	done(text: string): void;
}

export interface Progress {
	/** A line that stays. */
	say(line: string): void;
	/** From now until it ends, people are told that this is being waited for. */
	step(label: string): Step;
}

export function createProgress(
	out: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number },
	options?: {
		/** Whether a line can be drawn again; by default whether `out` is a terminal. */
		readonly live?: boolean;
		/** Milliseconds. */
		readonly now?: () => number;
	},
): Progress;
