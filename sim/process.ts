/**
 * A process of the world: a page, a worker, a job, an instance of the API. What reaches it and what it sends waits while
 * it is frozen, and is nothing when it is dead. Its own timers run on: nobody sees them.
 *
 * @module
 */
export type ProcessState = 'running' | 'frozen' | 'dead';

/** Said only to who asks. */
export type Word = string | (() => string);

export interface Process {
	readonly name: string;
	state(): ProcessState;
	/** Now, when it goes on, or never. `what` says what it is to who compares states of the world. */
	act(what: Word, run: () => void): void;
	freeze(): void;
	goOn(): void;
	die(): void;
	onChange(listener: (state: ProcessState) => void): void;
	/** Everything that it has been given, in its order: what it does next follows from that. */
	past(): readonly string[];
	/** From now on. */
	forgetPast(): void;
}

export function makeProcess(name: string): Process {
	let state: ProcessState = 'running';
	let waiting: (() => void)[] = [];
	let past: Word[] = [];
	const listeners: ((state: ProcessState) => void)[] = [];

	const turn = (next: ProcessState): void => {
		if (state === next || state === 'dead') return;
		state = next;
		for (const listen of listeners) listen(next);
	};
	return {
		name,
		state: () => state,
		act(what, run) {
			if (state === 'dead') return;
			past.push(what);
			if (state === 'frozen') waiting.push(run);
			else run();
		},
		freeze: () => turn('frozen'),
		goOn() {
			if (state !== 'frozen') return;
			turn('running');
			const late = waiting;
			waiting = [];
			// One of them may freeze or end it again.
			for (const run of late) this.act('late', run);
		},
		die() {
			waiting = [];
			turn('dead');
		},
		onChange: (listener) => void listeners.push(listener),
		past: () => past.map((what) => (typeof what === 'string' ? what : what())),
		forgetPast() {
			past = [];
		},
	};
}
