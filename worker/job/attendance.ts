/**
 * Who is in the room, as far as its events can be believed. While the agent itself reconnects, its room says that
 * everybody has left, and then that they are there, with the same sids (rtc-node 0.13). For the API a sid that has left
 * never returns: a leave that was told by mistake could not be taken back.
 *
 * @module
 */

export interface Person {
	readonly sid: string;
	readonly identity: string;
}

export interface Attendance {
	arrived(person: Person): void;
	/** @param isCertain the server gave a reason */
	left(sid: string, isCertain: boolean): void;
	/** The agent has lost the room. */
	reconnecting(): void;
	/** The agent is in the room again, which says that these are there. */
	reconnected(present: readonly Person[]): void;
	/** Whoever is there without a doubt. */
	present(): readonly Person[];
	/** An agent that has lost the room does not know who is there. */
	mayBeAttended(): boolean;
	close(): void;
}

export interface AttendanceOptions {
	readonly onArrived: (person: Person) => void;
	readonly onLeft: (person: Person) => void;
	/** They are not there any more after the agent's own reconnect. */
	readonly onMissed: (person: Person) => void;
	/** How long a leave without a reason is doubted. */
	readonly doubtMs?: number;
	/** How long somebody who was there before a reconnect is looked for after it. */
	readonly missMs?: number;
}

/** The leaves come within a millisecond of the news that the agent reconnects, before or after it (measured). */
const DOUBT_MS = 200;
/** The room lists everybody before it says that it is connected (measured). */
const MISS_MS = 1_000;

export function makeAttendance(options: AttendanceOptions): Attendance {
	const { onArrived, onLeft, onMissed, doubtMs = DOUBT_MS, missMs = MISS_MS } = options;
	const present = new Map<string, Person>();
	const doubts = new Map<string, NodeJS.Timeout>();
	let isAway = false;

	const believe = (sid: string) => {
		clearTimeout(doubts.get(sid));
		doubts.delete(sid);
	};
	const remove = (sid: string, tell: (person: Person) => void) => {
		believe(sid);
		const person = present.get(sid);
		if (present.delete(sid) && person !== undefined) tell(person);
	};
	const doubt = (sid: string, ms: number, tell: (person: Person) => void) => {
		believe(sid);
		doubts.set(sid, setTimeout(remove, ms, sid, tell));
	};
	const believeAll = () => {
		for (const sid of [...doubts.keys()]) believe(sid);
	};
	const arrived = (person: Person) => {
		believe(person.sid);
		if (present.has(person.sid)) return;
		present.set(person.sid, person);
		onArrived(person);
	};
	return {
		arrived,
		left(sid, isCertain) {
			if (isCertain) remove(sid, onLeft);
			else if (!isAway && present.has(sid)) doubt(sid, doubtMs, onLeft);
		},
		reconnecting() {
			isAway = true;
			believeAll();
		},
		reconnected(people) {
			isAway = false;
			const sids = new Set(people.map(({ sid }) => sid));
			for (const sid of present.keys()) if (!sids.has(sid)) doubt(sid, missMs, onMissed);
			for (const person of people) arrived(person);
		},
		present: () => (isAway ? [] : [...present.values()].filter(({ sid }) => !doubts.has(sid))),
		mayBeAttended: () => isAway || present.size > 0,
		close: believeAll,
	};
}
