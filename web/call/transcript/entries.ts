import type { Turn } from '../../../functions/protocol/conversation.ts';
import type { Message } from '../outbox/outbox.ts';
import type { Transcript } from './transcript.ts';

/** One line of the transcript on the page. */
export interface Entry {
	/** Stays the same while the entry is on the page. */
	readonly id: string;
	readonly role: Turn['role'];
	/** `live`: being spoken. `sending`: typed, and not yet acknowledged. */
	readonly state: 'live' | 'sending' | 'committed';
	readonly text: string;
	/** Milliseconds since the epoch. */
	readonly at: number;
	/** The agent was cut off. */
	readonly interrupted?: boolean | undefined;
	/** On what is on its way, in words. */
	readonly remark?: Message['remark'];
}

/**
 * The lines of the page: what is committed, and below it what is not. The two are never sorted into each other, because
 * turns carry the agent's clock and the rest carries this machine's.
 */
export function entriesOf({ turns, captions, messages }: Transcript): readonly Entry[] {
	const committed = turns.map((turn): Entry => ({ ...turn, state: 'committed' }));
	const live = captions
		.filter(({ text }) => text.trim() !== '')
		.map((caption): Entry => ({ ...caption, id: `live ${caption.segment}`, state: 'live' }));
	const sending = messages.map((message): Entry => ({ ...message, role: 'user', state: 'sending' }));
	return [...committed, ...[...live, ...sending].sort((a, b) => a.at - b.at)];
}
