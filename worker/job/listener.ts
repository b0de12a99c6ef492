/**
 * Whether the person hears the agent. What the agent says while nobody hears it is lost, so speech waits for the page's
 * word that its sound is on; for other clients, which say nothing, a short time is enough.
 *
 * @module
 */
import type { Hears } from '../../functions/protocol/call.ts';
import { makeDeferred } from './deferred.ts';

export interface Listener {
	/** Somebody came: nothing is heard until their page says so. */
	arrived(): void;
	left(): void;
	/** The page's sound is on. */
	hears(report: Hears): void;
	/** Resolves when speech is heard. */
	ready(): Promise<void>;
	close(): void;
}

export interface ListenerOptions {
	/**
	 * Called with each report of the page, or with null when none came in time after an arrival (another client, or a
	 * page whose sound is still blocked).
	 */
	readonly onHearing: (report: Hears | null) => void;
	readonly patienceMs?: number;
}

/** A page needs 100-400 ms from joining to sound; a blocked one waits for a click and then says so. */
const PATIENCE_MS = 2_000;

export function makeListener({ onHearing, patienceMs = PATIENCE_MS }: ListenerOptions): Listener {
	let gate = makeDeferred<void>();
	let open = false;
	let timer: NodeJS.Timeout | undefined;

	const shut = () => {
		clearTimeout(timer);
		if (open) gate = makeDeferred<void>();
		open = false;
	};
	const hearing = (report: Hears | null) => {
		clearTimeout(timer);
		open = true;
		// First what was lost, then what waits: the report may put speech in front of it.
		onHearing(report);
		gate.resolve();
	};

	return {
		arrived() {
			shut();
			timer = setTimeout(() => hearing(null), patienceMs);
		},
		left: shut,
		hears: hearing,
		ready: () => gate.promise,
		close() {
			clearTimeout(timer);
			gate.resolve();
		},
	};
}
