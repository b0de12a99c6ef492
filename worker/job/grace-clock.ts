/**
 * The timer behind the grace of a call.
 *
 * @module
 */
import { arrive, depart, graceEnd, type Presence } from './grace.ts';

export interface GraceClock {
	/** Begins to run; before that, people are only counted. */
	start(graceMs: number): void;
	/** False when that sid was there already. */
	arrive(sid: string): boolean;
	depart(sid: string): void;
	close(): void;
}

export interface GraceClockOptions {
	readonly now: () => number;
	/** Nobody returned. Called once. */
	readonly onExpired: () => void;
}

export function makeGraceClock({ now, onExpired }: GraceClockOptions): GraceClock {
	let presence: Presence = { state: 'alone', since: now() };
	let graceMs: number | null = null;
	let timer: NodeJS.Timeout | undefined;

	const wind = () => {
		clearTimeout(timer);
		const end = graceMs === null ? null : graceEnd(presence, graceMs);
		if (end !== null) timer = setTimeout(onExpired, Math.max(0, end - now()));
	};
	return {
		start(ms) {
			graceMs = ms;
			wind();
		},
		arrive(sid) {
			if (presence.state === 'together' && presence.humans.has(sid)) return false;
			presence = arrive(presence, sid);
			wind();
			return true;
		},
		depart(sid) {
			const before = presence;
			presence = depart(presence, sid, now());
			if (presence !== before) wind();
		},
		close: () => clearTimeout(timer),
	};
}
