/**
 * A tape as a file: what the operator's door tells of a conversation.
 *
 * @module
 */
import { type TapeResponse, tapeResponseSchema } from '../protocol/operator.ts';
import { makePolicy, type Policy } from './policy.ts';
import { readEntry, type TapeEntry } from './tape.ts';

export interface Tape {
	readonly policy: Policy;
	readonly entries: readonly TapeEntry[];
}

/** @throws RangeError or SyntaxError for what is no tape */
export function readTape(text: string): Tape {
	const read = tapeResponseSchema.safeParse(JSON.parse(text));
	if (!read.success) throw new RangeError('not a tape: it has no policy or no entries');
	return tapeOf(read.data);
}

/** @throws RangeError for entries of a newer release */
export const tapeOf = ({ policy, entries }: TapeResponse): Tape => ({
	policy: makePolicy(known(policy)),
	entries: entries.map((entry) => readEntry(JSON.stringify(entry))),
});

/** A tape of a release without a longest call says none. */
const known = ({ maxCallSeconds, ...policy }: TapeResponse['policy']) =>
	maxCallSeconds === undefined ? policy : { ...policy, maxCallSeconds };
