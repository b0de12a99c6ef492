/**
 * When replacements warm up. agents forks the next job process in the moment in which a call takes one, and its start
 * (a second of computing) competes with that call's: on two cores the caller hears the agent 150 ms later. So a
 * replacement is held until the call has begun to speak; a further call lets it go at once.
 *
 * @module
 */

export interface WarmingOptions {
	readonly signal: (pid: number, signal: 'SIGSTOP' | 'SIGCONT') => void;
	readonly holdMs?: number;
}

export interface Warming {
	/** A job process was forked. */
	forked(pid: number): void;
	/** A job was accepted, and takes a warm process. */
	accepted(): void;
	/** A process that is held says nothing, and nothing is wrong with it. */
	isHeld(pid: number): boolean;
	/** Nothing is held any more, now or later. */
	release(): void;
}

/** From the request of a job to its first sound: 0.6 s where it is quick, 1.2 s where it is not. */
const HOLD_MS = 1_200;

export function makeWarming({ signal, holdMs = HOLD_MS }: WarmingOptions): Warming {
	const held = new Map<number, NodeJS.Timeout>();
	/** The call that begins; null: none. */
	let beginning: NodeJS.Timeout | null = null;
	let released = false;

	const letGo = (pid: number) => {
		clearTimeout(held.get(pid));
		if (held.delete(pid)) signal(pid, 'SIGCONT');
	};
	const letAllGo = () => {
		for (const pid of [...held.keys()]) letGo(pid);
	};
	return {
		forked(pid) {
			if (beginning === null || released) return;
			held.set(pid, setTimeout(letGo, holdMs, pid));
			signal(pid, 'SIGSTOP');
		},
		accepted() {
			// Whoever is held may be the one that this call waits for.
			letAllGo();
			if (beginning !== null) clearTimeout(beginning);
			beginning = setTimeout(() => {
				beginning = null;
			}, holdMs);
		},
		isHeld: (pid) => held.has(pid),
		release() {
			released = true;
			letAllGo();
			if (beginning !== null) clearTimeout(beginning);
		},
	};
}

/** A process that is gone needs neither. */
export function signalProcess(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It has ended.
	}
}
