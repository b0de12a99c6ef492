/**
 * The turns of a call: each is kept once, stored, and shown to the page.
 *
 * @module
 */
import type { Turn } from '../../functions/protocol/conversation.ts';

export interface CallRecord {
	/** False when it was kept before. */
	keep(turn: Turn): boolean;
	/** The page asks again for a turn, because the notice was lost. */
	showAgain(id: string): void;
	/** The page shows turns up to this one; null: none. */
	showAfter(id: string | null): void;
}

export interface RecordOptions {
	readonly history: readonly Turn[];
	/** Resolves to whether the store has it. */
	readonly store: (turn: Turn) => Promise<boolean>;
	readonly show: (turn: Turn) => Promise<void>;
}

const LAST_CAPTIONS_MS = 200;
/** More are not missed by a page that was away for the length of a refresh; older ones come with its token. */
const KEPT = 50;

export function makeRecord({ history, store, show }: RecordOptions): CallRecord {
	const ids = new Set(history.map((turn) => turn.id));
	let shown: readonly Turn[] = history.slice(-KEPT);

	return {
		keep(turn) {
			if (ids.has(turn.id)) return false;
			ids.add(turn.id);
			const stored = store(turn);
			const publish = () => {
				shown = [...shown, turn].slice(-KEPT);
				void show(turn);
			};
			// Of what the person said, the notice says that it is stored; what the agent said they have just heard. The last
			// captions of what was cut off are sent after it was committed: a page would take them for something new.
			if (turn.role === 'agent' && turn.interrupted) setTimeout(publish, LAST_CAPTIONS_MS);
			else if (turn.role === 'agent') publish();
			else void stored.then((isStored) => isStored && publish());
			return true;
		},
		showAgain(id) {
			const turn = shown.find((one) => one.id === id);
			if (turn !== undefined) void show(turn);
		},
		showAfter(id) {
			const known = shown.findLastIndex((turn) => turn.id === id);
			for (const turn of shown.slice(known + 1)) void show(turn);
		},
	};
}
