/**
 * Takes the conversation out of the page: to the clipboard, or as a file.
 *
 * @module
 */
import { type Accessor, createSignal } from 'solid-js';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import { asText, textFileName } from './as-text.ts';
import { type ReadTurns, wholeConversation } from './whole.ts';

/** `part`: what this page shows, because the earlier turns could not be had. */
export type Exported = 'copied' | 'copied_part' | 'saved' | 'saved_part' | 'not_copied';

export interface ExportMeans {
	readonly read: ReadTurns;
	/** Puts a text on the clipboard once it is there. To be called in a click, which a text that comes later outlives. */
	readonly copy: (text: Promise<string>) => Promise<void>;
	readonly save: (name: string, text: string) => void;
	readonly now: () => number;
}

export interface Export {
	/** What has become of it last; `null`: nothing yet, or it is under way. */
	readonly outcome: Accessor<Exported | null>;
	copy(): Promise<void>;
	download(): Promise<void>;
}

/** @param shown the turns on this page */
export function createExport(shown: () => readonly Turn[], { read, copy, save, now }: ExportMeans): Export {
	const [outcome, setOutcome] = createSignal<Exported | null>(null);
	const whole = () => {
		setOutcome(null);
		return wholeConversation(read, shown());
	};
	return {
		outcome,
		copy: async () => {
			const reading = whole();
			try {
				await copy(reading.then(({ turns }) => asText(turns)));
				setOutcome((await reading).missing ? 'copied_part' : 'copied');
			} catch {
				setOutcome('not_copied');
			}
		},
		download: async () => {
			const { turns, missing } = await whole();
			save(textFileName(now()), asText(turns));
			setOutcome(missing ? 'saved_part' : 'saved');
		},
	};
}
