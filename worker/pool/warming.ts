/**
 * When replacements warm up. agents forks the next job process in the moment in which a call takes one, and its start
 * (a second of computing) competes with that call's: on two cores the caller hears the agent 150 ms later, and of five
 * who call at once the last one a second later. So a replacement is held until the calls that begin have begun to speak,
 * unless one of them waits for it.
 *
 * @module
 */

export interface WarmingOptions {
	readonly signal: (pid: number, signal: 'SIGSTOP' | 'SIGCONT') => void;
	/** More jobs wait for a process than there are warm ones. */
	readonly isShort: () => boolean;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly holdMs?: number;
	readonly longestMs?: number;
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
/** Where calls come one after the other, the pool is not to run dry meanwhile. */
const LONGEST_MS = 2_400;

interface Held {
	readonly since: number;
	timer: NodeJS.Timeout;
}

export function makeWarming(options: WarmingOptions): Warming {
	const { signal, isShort, now, holdMs = HOLD_MS, longestMs = LONGEST_MS } = options;
	const held = new Map<number, Held>();
	/** The calls that begin; null: none. */
	let beginning: NodeJS.Timeout | null = null;
	let released = false;

	const letGo = (pid: number) => {
		clearTimeout(held.get(pid)?.timer);
		if (held.delete(pid)) signal(pid, 'SIGCONT');
	};
	const letAllGo = () => {
		for (const pid of [...held.keys()]) letGo(pid);
	};
	const holdOn = () => {
		for (const [pid, one] of held) {
			clearTimeout(one.timer);
			one.timer = setTimeout(letGo, Math.min(holdMs, one.since + longestMs - now()), pid);
		}
	};
	return {
		forked(pid) {
			if (beginning === null || released || isShort()) return;
			held.set(pid, { since: now(), timer: setTimeout(letGo, holdMs, pid) });
			signal(pid, 'SIGSTOP');
		},
		accepted() {
			if (isShort()) letAllGo();
			else holdOn();
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
