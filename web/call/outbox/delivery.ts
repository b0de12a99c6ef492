import { dueMessages, type Message, nextDueAt } from './outbox.ts';

/** A clock that can be stood still in a test. */
export interface Clock {
	now(): number;
	/** Calls back once, `delay` milliseconds from now. @returns a function that calls it off */
	after(delay: number, callback: () => void): () => void;
}

export interface Delivery {
	/** There is a new message, or one was acknowledged. */
	wake(): void;
	/** Who can be told: a new agent, or one that is ready now, is told everything at once; `null`: nobody is there. */
	readerChanged(reader: string | null): void;
	stop(): void;
}

/** Sends what is pending, in order, and again until it is acknowledged. */
export function makeDelivery(options: {
	readonly pending: () => readonly Message[];
	readonly send: (message: Message) => Promise<void>;
	readonly clock: Clock;
}): Delivery {
	const { pending, send, clock } = options;
	const sent = new Map<string, number>();
	let reader: string | null = null;
	let callOff = () => {};

	function wake(): void {
		callOff();
		if (reader === null) return;
		const now = clock.now();
		for (const message of dueMessages(pending(), sent, now)) {
			sent.set(message.id, now);
			// A failed send is an unanswered one: it is sent again.
			send(message).catch(() => {});
		}
		const next = nextDueAt(pending(), sent, now);
		callOff = next === null ? () => {} : clock.after(Math.max(0, next - now), wake);
	}

	return {
		wake,
		readerChanged: (changed) => {
			if (changed === reader) return;
			reader = changed;
			sent.clear();
			wake();
		},
		stop: () => {
			reader = null;
			callOff();
		},
	};
}
