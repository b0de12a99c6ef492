/**
 * The timer behind the grace of a call.
 *
 * @module
 */
import { arrive, awaitAnew, depart, graceEnd, miss, type Presence, type Timeout, timeoutOf } from './grace.ts';

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
	/** The last human has left, or is missed after the agent's own reconnect. */
	readonly onDeserted: () => void;
	/** Somebody is there again. */
	readonly onReturned: () => void;
	/** Nobody returned. */
	readonly onExpired: (timeout: Timeout) => void;
}

export function makeGraceClock({ now, onDeserted, onReturned, onExpired }: GraceClockOptions): GraceClock {
	let presence: Presence = { state: 'awaiting', since: now() };
	let isDeserted = false;
	let graceMs: number | null = null;
	let timer: NodeJS.Timeout | undefined;

	const wind = () => {
		clearTimeout(timer);
		const end = graceMs === null ? null : graceEnd(presence, graceMs);
		if (end !== null) timer = setTimeout(() => onExpired(timeoutOf(presence)), Math.max(0, end - now()));
	};
	const turnTo = (next: Presence) => {
		if (next === presence) return;
		const wasTogether = presence.state === 'together';
		presence = next;
		wind();
		if (wasTogether && next.state !== 'together') {
			isDeserted = true;
			onDeserted();
		} else if (isDeserted && next.state === 'together') {
			isDeserted = false;
			onReturned();
		}
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
