/**
 * Which page listens to the agent, and whether it hears it yet. What the agent says while nobody hears it is lost, so it
 * waits for the page's word that its sound is on; for other clients, which say nothing, a short time is enough.
 *
 * A page is known by its participant's sid, which a refresh changes. What it sends may come before the room's events
 * tell that it is there and that the one before it is gone: measured 110 ms before.
 *
 * @module
 */
import type { Hears } from '../../functions/protocol/call.ts';

/** Sid of a page's participant; undefined: from a client that does not say. */
export type Sender = string | undefined;

export interface Hearing {
	/** The room says so. */
	arrived(page: string): void;
	/** The room says so. */
	left(page: string): void;
	/** The page's sound is on. */
	hears(report: Hears, from: Sender): void;
	/** A page has sent something: true when what is said now is heard there. */
	isHeardBy(from: Sender): boolean;
	close(): void;
}

export interface HearingOptions {
	/**
	 * Called with each report of the page, or with null when none came in time after an arrival (another client, or a
	 * page whose sound is still blocked).
	 */
	readonly onHeard: (report: Hears | null) => void;
	/** The page that listened is gone: nobody, or a page whose sound is not on yet, is there in its place. */
	readonly onLost: () => void;
	readonly patienceMs?: number;
}

/** A page needs 100-400 ms from joining to sound; a blocked one waits for a click and then says so. */
const PATIENCE_MS = 2_000;

export function makeHearing({ onHeard, onLost, patienceMs = PATIENCE_MS }: HearingOptions): Hearing {
	let page: string | null = null;
	let heard = false;
	let timer: NodeJS.Timeout | undefined;
	/** What comes late from a page that another one has followed does not bring it back. */
	const gone = new Set<string>();

	const shut = () => {
		clearTimeout(timer);
		heard = false;
	};
	const open = (report: Hears | null) => {
		clearTimeout(timer);
		heard = true;
		onHeard(report);
	};
	function turnTo(next: string | null): void {
		if (next === page) return;
		const former = page;
		page = next;
		shut();
		if (former !== null) {
			gone.add(former);
			onLost();
		}
		if (next !== null) timer = setTimeout(open, patienceMs, null);
	}
	const turnToSender = (from: Sender) => {
		if (from !== undefined && !gone.has(from)) turnTo(from);
	};

	return {
		arrived(next) {
			gone.delete(next);
			turnTo(next);
		},
		left(former) {
			if (former === page) turnTo(null);
		},
		hears(report, from) {
			turnToSender(from);
			if (from === undefined || from === page) open(report);
		},
		isHeardBy(from) {
			turnToSender(from);
			return heard;
		},
		close: shut,
	};
}
