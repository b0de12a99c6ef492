/**
 * The timer behind the grace of a call.
 *
 * @module
 */
import { arrive, awaitAnew, depart, graceEnd, miss, type Presence } from './grace.ts';

export interface GraceClock {
	/** Begins to run; before that, people are only counted. */
	start(graceMs: number): void;
	arrive(sid: string): void;
	depart(sid: string): void;
	/** After the agent's own reconnect they are not there any more. */
	miss(sid: string): void;
	/** Somebody is said to be on their way. */
	waitAnew(): void;
	close(): void;
}

export interface GraceClockOptions {
	readonly now: () => number;
	/** Nobody returned. */
	readonly onExpired: () => void;
}

export function makeGraceClock({ now, onExpired }: GraceClockOptions): GraceClock {
	let presence: Presence = { state: 'awaiting', since: now() };
	let graceMs: number | null = null;
	let timer: NodeJS.Timeout | undefined;

	const wind = () => {
		clearTimeout(timer);
		const end = graceMs === null ? null : graceEnd(presence, graceMs);
		if (end !== null) timer = setTimeout(onExpired, Math.max(0, end - now()));
	};
	const turnTo = (next: Presence) => {
		if (next === presence) return;
		presence = next;
		wind();
	};
	return {
		start(ms) {
			graceMs = ms;
			wind();
		},
		arrive: (sid) => turnTo(arrive(presence, sid)),
		depart: (sid) => turnTo(depart(presence, sid, now())),
		miss: (sid) => turnTo(miss(presence, sid, now())),
		waitAnew: () => turnTo(awaitAnew(presence, now())),
		close: () => clearTimeout(timer),
	};
}
