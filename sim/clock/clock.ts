/**
 * The virtual clock: what is to happen, in the order of its time. Nothing happens between two events, so time jumps.
 *
 * @module
 */

/** Calls it off. */
export type CallOff = () => void;

export interface Message {
	/** The same for the same message in another order of events. */
	readonly label: string;
	readonly ms: number;
	readonly deliver: () => void;
	/** What is sent on one lane arrives in its order. */
	readonly lane?: string;
	/** It can be lost on its way, and its sender does not learn of it. */
	readonly canBeLost?: boolean;
	/** A request whose reply can be lost. */
	readonly isAsked?: boolean;
	/** Nothing else hangs on when it comes: where all orders are tried, it comes at once. */
	readonly follows?: boolean;
}

export interface Event {
	readonly at: number;
	/** Of its making: who came first is first. */
	readonly order: number;
	readonly run: () => void;
	/** Null: a timer. */
	readonly message: Message | null;
}

export interface Clock {
	now(): number;
	/** A timer. */
	after(ms: number, run: () => void): CallOff;
	/** Something that is under way between two parts of the world. */
	send(message: Message): void;
	wait(ms: number): Promise<void>;
}

export interface VirtualClock extends Clock {
	/** What comes first, at `until` at the latest; undefined: nothing. It is taken out, and it is then. */
	take(until: number): Event | undefined;
	/** A certain event, now or at its time, whichever is later. */
	takeThis(event: Event, ms: number): void;
	/** What is under way, of each lane the first. */
	underWay(): readonly Event[];
	/** The time that it is when nothing happens before. */
	passTo(time: number): void;
}

export function makeClock(start: number): VirtualClock {
	let now = start;
	let order = 0;
	/** The earliest last: taking it is cheap. */
	const events: Event[] = [];
	const lanes = new Map<string, number>();

	function put(time: number, run: () => void, message: Message | null): Event {
		order += 1;
		const at = Math.round(time);
		const event = { at, order, run, message };
		let place = events.length;
		for (let low = 0; low < place; ) {
			const middle = (low + place) >> 1;
			const other = events[middle];
			if (other !== undefined && other.at > at) low = middle + 1;
			else place = middle;
		}
		events.splice(place, 0, event);
		return event;
	}

	const remove = (event: Event): void => {
		const place = events.indexOf(event);
		if (place >= 0) events.splice(place, 1);
	};
	const after = (ms: number, run: () => void): CallOff => {
		const event = put(now + Math.max(0, ms), run, null);
		return () => remove(event);
	};
	return {
		now: () => now,
		after,
		wait: (ms) =>
			new Promise((resolve) => {
				after(ms, resolve);
			}),
		send(message) {
			const { lane, ms, deliver } = message;
			const at = Math.max(now + ms, lane === undefined ? 0 : (lanes.get(lane) ?? 0));
			if (lane !== undefined) lanes.set(lane, at);
			put(at, deliver, message);
		},
		take(until) {
			const first = events.at(-1);
			if (first === undefined || first.at > until) return undefined;
			events.pop();
			now = Math.max(now, first.at);
			return first;
		},
		takeThis(event, ms) {
			remove(event);
			now += ms;
		},
		underWay() {
			const seen = new Set<string>();
			const first = ({ message }: Event): boolean => {
				if (message === null) return false;
				const { lane } = message;
				if (lane === undefined) return true;
				return !seen.has(lane) && seen.add(lane).size > 0;
			};
			return [...events].reverse().filter(first);
		},
		passTo(time) {
			now = Math.max(now, time);
		},
	};
}
