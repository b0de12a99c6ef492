import type { AskForAgent } from '../api/dispatch-door.ts';
import type { Clock } from '../outbox/delivery.ts';
import { askAt, type Company, companyAfter, knownAfter, type Search } from './asking.ts';

export interface Dispatch {
	/** From now on this room is meant. */
	enter(room: string): void;
	/** What there is to see in the room now. */
	look(seen: { readonly connected: boolean; readonly agent: boolean }): void;
	/** The person asks to try again. */
	tryAgain(): void;
	stop(): void;
}

/** Asks for an agent as long as the page sees none. */
export function makeDispatch(options: {
	readonly clock: Clock;
	readonly ask: AskForAgent;
	readonly random: () => number;
	/** What is known of the agent that is to come has changed. */
	readonly changed: (search: Search) => void;
}): Dispatch {
	const { clock, ask, random, changed } = options;
	let room = '';
	let company: Company = 'unknown';
	let search: Search = 'unknown';
	let again = 0;
	let held = 0;
	let retry = false;
	let asking = new AbortController();
	let callOff = () => {};

	function know(next: Search): void {
		if (next === search) return;
		search = next;
		changed(next);
	}

	function plan(): void {
		callOff();
		const at = askAt({ company, again, held });
		callOff = at === null ? () => {} : clock.after(Math.max(0, at - clock.now()), () => void say());
	}

	async function say(): Promise<void> {
		const { signal } = asking;
		const asked = clock.now();
		const answer = await ask({ room_name: room, ...(retry ? { retry } : {}) }, signal);
		if (signal.aborted) return;
		const known = knownAfter({ search, held }, answer, { asked, now: clock.now(), random: random() });
		({ again, held } = known);
		if (known.aboutAgents) retry = false;
		know(known.search);
		plan();
	}

	/** Nothing that was asked or answered before counts any more, but for what the API has forbidden. */
	function beginAnew(retrying: boolean): void {
		asking.abort();
		asking = new AbortController();
		again = 0;
		retry = retrying;
		know('unknown');
		plan();
	}

	return {
		enter: (name) => {
			if (name === room) return;
			room = name;
			company = 'unknown';
			held = 0;
			beginAnew(false);
		},
		look: (seen) => {
			const before = company;
			company = companyAfter(before, seen, clock.now());
			if (company !== before) beginAnew(false);
		},
		tryAgain: () => beginAnew(true),
		stop: () => {
			callOff();
			asking.abort();
		},
	};
}
