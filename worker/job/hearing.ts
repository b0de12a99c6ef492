/**
 * Whether the person hears the agent. What the agent says while nobody hears it is lost, so it waits for the page's word
 * that its sound is on; for other clients, which say nothing, a short time is enough.
 *
 * @module
 */
import type { Hears } from '../../functions/protocol/call.ts';

export interface Hearing {
	/** Somebody came: nothing is heard until their page says so. */
	arrived(): void;
	left(): void;
	/** The page's sound is on. */
	hears(report: Hears): void;
	isHeard(): boolean;
	close(): void;
}

export interface HearingOptions {
	/**
	 * Called with each report of the page, or with null when none came in time after an arrival (another client, or a
	 * page whose sound is still blocked).
	 */
	readonly onHeard: (report: Hears | null) => void;
	readonly patienceMs?: number;
}

/** A page needs 100-400 ms from joining to sound; a blocked one waits for a click and then says so. */
const PATIENCE_MS = 2_000;

export function makeHearing({ onHeard, patienceMs = PATIENCE_MS }: HearingOptions): Hearing {
	let heard = false;
	let timer: NodeJS.Timeout | undefined;

	const shut = () => {
		clearTimeout(timer);
		heard = false;
	};
	const open = (report: Hears | null) => {
		clearTimeout(timer);
		heard = true;
		onHeard(report);
	};
	return {
		arrived() {
			shut();
			timer = setTimeout(open, patienceMs, null);
		},
		left: shut,
		hears: open,
		isHeard: () => heard,
		close: shut,
	};
}
